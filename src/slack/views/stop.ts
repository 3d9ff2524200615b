import type { ModalView } from '@slack/types';
import type { StopScreen } from '../../service/screens/screens.ts';
import { type MusterBlock, section } from '../blocks.ts';
import { BLOCKS, FIELDS, SUBMISSIONS } from '../ids.ts';
import { askedLine } from '../messages/approval.ts';
import { stopMetadata } from '../metadata.ts';
import { escapeName } from '../mrkdwn.ts';
import { enforcementSentence } from '../texts/enforcement.ts';
import { typedWord, wordField } from './confirming.ts';
import { choiceField, entered, field, typed } from './fields.ts';
import { modal } from './modal.ts';

const REASON_LIMIT = 500;

const HOUR = 60 * 60_000;
const FOR_GOOD = 'for_good';
/** How long it may be stopped: the value is what travels, and the rules ask for the length again. */
const PAUSES = [
  { value: '1h', label: 'For 1 hour', ms: HOUR },
  { value: '4h', label: 'For 4 hours', ms: 4 * HOUR },
  { value: '1d', label: 'For 1 day', ms: 24 * HOUR },
  { value: '3d', label: 'For 3 days', ms: 3 * 24 * HOUR },
  { value: '7d', label: 'For 7 days', ms: 7 * 24 * HOUR },
] as const;

/** The modal of `/mfa stop`: what will happen, an optional reason, and the word to type. */
export function buildStopModal(screen: StopScreen): ModalView {
  const { organizationName, revision, enforcement, mayPause, takesTwo, tally } = screen;
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
      ...(takesTwo ? askedLine() : []),
      field({
        blockId: BLOCKS.reason,
        actionId: FIELDS.reason,
        label: 'Reason',
        hint: 'Owners read it. Please name nobody.',
        maxLength: REASON_LIMIT,
        optional: true,
        multiline: true,
      }),
      ...endField(mayPause),
      wordField('stop'),
    ],
  });
}

function endField(mayPause: boolean): MusterBlock[] {
  if (!mayPause) return [];
  return [
    choiceField({
      blockId: BLOCKS.end,
      actionId: FIELDS.end,
      label: 'How long',
      hint: 'When that time is over, it comes back by itself if you may still enforce then. Who lacks MFA gets a fresh grace period.',
      options: [{ value: FOR_GOOD, label: 'Until somebody turns it on again' }, ...PAUSES],
      initial: FOR_GOOD,
    }),
  ];
}

function pendingSentence(pending: number): string {
  if (pending === 0) return '';
  return pending === 1
    ? ' The 1 pending member becomes active and is told.'
    : ` The ${pending} pending members become active and are told.`;
}

/** `null` is for good; what is not on the list is no length at all. */
function lengthOf(chosen: string | null): number | null {
  if (chosen === null || chosen === FOR_GOOD) return null;
  return PAUSES.find(({ value }) => value === chosen)?.ms ?? 0;
}

/** What was submitted. `null` when the metadata is broken. */
export function parseStopModal(view: { private_metadata?: string | undefined; state?: unknown }) {
  const metadata = stopMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  const reason = typed(view.state, BLOCKS.reason, FIELDS.reason).trim().slice(0, REASON_LIMIT).toWellFormed();
  return {
    ...{ ...metadata, word: typedWord(view.state), reason: reason === '' ? null : reason },
    forMs: lengthOf(entered(view.state, BLOCKS.end, FIELDS.end).selected_option?.value ?? null),
  };
}
