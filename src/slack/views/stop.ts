import type { ModalView } from '@slack/types';
import { CONFIRMATION_WORDS } from '../../domain/confirmation.ts';
import type { StopScreen } from '../../service/screens/screens.ts';
import { section } from '../blocks.ts';
import { BLOCKS, FIELDS, SUBMISSIONS } from '../ids.ts';
import { stopMetadata } from '../metadata.ts';
import { escapeName } from '../mrkdwn.ts';
import { enforcementSentence } from '../texts/enforcement.ts';
import { field, typed } from './fields.ts';
import { modal } from './modal.ts';

const REASON_LIMIT = 500;
const WORD_LIMIT = 40;

/** The modal of `/mfa stop`: what will happen, an optional reason, and the word to type. */
export function buildStopModal({ organizationName, revision, enforcement, tally }: StopScreen): ModalView {
  const pending = pendingSentence(tally.pending);
  return modal({
    title: 'Stop enforcing MFA',
    submit: 'Stop enforcing',
    close: 'Keep it',
    callbackId: SUBMISSIONS.stop,
    metadata: stopMetadata.encode({ revision }),
    blocks: [
      section(enforcementSentence(enforcement, 'slack')),
      section(
        `*Members of ${escapeName(organizationName)} will no longer be required to have MFA.*${pending} The primary owner and every owner get an email and a direct message: that it was stopped, by whom, when, and why.`,
      ),
      field({
        blockId: BLOCKS.reason,
        actionId: FIELDS.reason,
        label: 'Reason',
        hint: 'Owners read it. Please name nobody.',
        maxLength: REASON_LIMIT,
        optional: true,
        multiline: true,
      }),
      field({
        blockId: BLOCKS.word,
        actionId: FIELDS.word,
        label: `Type ${CONFIRMATION_WORDS.stop} to confirm`,
        hint: 'In capital letters.',
        maxLength: WORD_LIMIT,
      }),
    ],
  });
}

function pendingSentence(pending: number): string {
  if (pending === 0) return '';
  return pending === 1
    ? ' The 1 pending member becomes active and is told.'
    : ` The ${pending} pending members become active and are told.`;
}

/** What was submitted. `null` when the metadata is broken. */
export function parseStopModal(view: { private_metadata?: string | undefined; state?: unknown }) {
  const metadata = stopMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  const reason = typed(view.state, BLOCKS.reason, FIELDS.reason).trim().slice(0, REASON_LIMIT).toWellFormed();
  return { ...metadata, word: typed(view.state, BLOCKS.word, FIELDS.word), reason: reason === '' ? null : reason };
}
