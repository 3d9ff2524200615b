import type { ModalView } from '@slack/types';
import type { EnforceScreen } from '../../service/screens/screens.ts';
import { actions, context, facts, type MusterBlock, section } from '../blocks.ts';
import { BLOCKS, SUBMISSIONS } from '../ids.ts';
import { armingButtons } from '../messages/arming-buttons.ts';
import { enforceMetadata } from '../metadata.ts';
import { escapeName } from '../mrkdwn.ts';
import { directoryLines } from '../texts/directories.ts';
import { invitedSentence } from '../texts/matters.ts';
import { missingSentence, readinessBar, readinessSentence, tallyLines } from '../texts/readiness.ts';
import { exemptField, typedExempt, typedWord, wordField } from './confirming.ts';
import { modal } from './modal.ts';

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
      ...alternatives(screen),
      ...directoryLines(directories).map((line) => context(line)),
      ...exemptField(confirmExempt, tally.active),
      wordField('enforce'),
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

/** It may as well turn on by itself. */
function alternatives({ offers }: EnforceScreen): MusterBlock[] {
  return actions(BLOCKS.offers, armingButtons(offers));
}

/** What was submitted. `null` when the metadata is broken. */
export function parseEnforceModal(view: { private_metadata?: string | undefined; state?: unknown }) {
  const metadata = enforceMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  return { ...metadata, word: typedWord(view.state), confirmedExempt: typedExempt(view.state) };
}
