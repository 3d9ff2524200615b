import type { ModalView } from '@slack/types';
import { CONFIRMATION_WORDS } from '../../domain/confirmation.ts';
import type { EnforceScreen } from '../../service/screens/screens.ts';
import { context, facts, type MusterBlock, section } from '../blocks.ts';
import { BLOCKS, FIELDS, SUBMISSIONS } from '../ids.ts';
import { enforceMetadata } from '../metadata.ts';
import { escapeName } from '../mrkdwn.ts';
import { directoryLines } from '../texts/directories.ts';
import { invitedSentence } from '../texts/matters.ts';
import { missingSentence, readinessBar, readinessSentence, tallyLines } from '../texts/readiness.ts';
import { field, typed } from './fields.ts';
import { modal } from './modal.ts';

/** Longer than the word, so that a wrong word reaches the server and gets its sentence. */
const WORD_LIMIT = 40;

/** The modal of `/mfa enforce`: what will happen, how it stands, and the word to type. */
export function buildEnforceModal(screen: EnforceScreen): ModalView {
  const { revision, confirmExempt, tally, directories } = screen;
  return modal({
    title: 'Enforce MFA',
    submit: 'Enforce MFA',
    close: 'Cancel',
    callbackId: SUBMISSIONS.enforce,
    metadata: enforceMetadata.encode({ revision, confirmExempt }),
    blocks: [
      section(consequences(screen)),
      section(`${readinessBar(tally)}\n${readinessSentence(tally)}`),
      facts(tallyLines(tally)),
      ...outlook(screen),
      ...directoryLines(directories).map((line) => context(line)),
      ...exemptField(confirmExempt, tally.active),
      wordField(),
    ],
  });
}

function consequences({ organizationName, directoryHolds }: EnforceScreen): string {
  const newcomers = directoryHolds
    ? 'The directory holds people who are invited or join without MFA until they have it.'
    : 'When somebody is invited or joins without MFA, Muster will tell them and you.';
  return `*MFA becomes mandatory for every member of ${escapeName(organizationName)}.* ${newcomers}`;
}

function outlook({ tally, invited }: EnforceScreen): MusterBlock[] {
  const missing = missingSentence(tally);
  const fresh =
    'When you submit, Muster takes a fresh reading and turns enforcement on only if everyone counted is ready then.';
  return [
    section(missing === null ? fresh : `${missing} ${fresh} If not, nothing changes and you see who is missing.`),
    ...(invited === 0 ? [] : [context(`${invitedSentence(invited)} Who comes without MFA is pending until it is on.`)]),
  ];
}

function exemptField(confirmExempt: number | null, active: number): MusterBlock[] {
  if (confirmExempt === null) return [];
  return [
    field({
      blockId: BLOCKS.exempt,
      actionId: FIELDS.exempt,
      label: `${confirmExempt} of ${active} active members are exempt, more than a fifth. Type that number to confirm it.`,
      placeholder: String(confirmExempt),
      maxLength: 10,
    }),
  ];
}

function wordField(): MusterBlock {
  return field({
    blockId: BLOCKS.word,
    actionId: FIELDS.word,
    label: `Type ${CONFIRMATION_WORDS.enforce} to confirm`,
    hint: 'In capital letters.',
    maxLength: WORD_LIMIT,
  });
}

/** What was submitted. `null` when the metadata is broken. */
export function parseEnforceModal(view: { private_metadata?: string | undefined; state?: unknown }) {
  const metadata = enforceMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  const exempt = typed(view.state, BLOCKS.exempt, FIELDS.exempt).trim();
  return {
    ...metadata,
    word: typed(view.state, BLOCKS.word, FIELDS.word),
    confirmedExempt: /^\d{1,9}$/.test(exempt) ? Number(exempt) : null,
  };
}
