import type { ModalView } from '@slack/types';
import { DateTime } from 'luxon';
import type { TurningOn } from '../../domain/turning-on.ts';
import type { ArmScreen } from '../../service/screens/screens.ts';
import { context, type MusterBlock, section } from '../blocks.ts';
import { BLOCKS, FIELDS, SUBMISSIONS } from '../ids.ts';
import { armMetadata } from '../metadata.ts';
import { escapeName } from '../mrkdwn.ts';
import { directoryLines } from '../texts/directories.ts';
import { missingSentence, readinessBar, readinessSentence } from '../texts/readiness.ts';
import { exemptField, typedExempt, typedWord, wordField } from './confirming.ts';
import { modal } from './modal.ts';
import { chosenMoment, momentField } from './moment-field.ts';

export const ARM_TITLES: Record<TurningOn['type'], string> = {
  when_ready: 'Turn on when ready',
  by_date: 'Turn on by date',
};

const CONDITIONS =
  'Every owner is told now, and again when it happens. It happens only if you may still enforce then; anybody who may enforce can take it back.';

/** Long enough that both notices come in time. */
const DAYS_PROPOSED = 14;
const HOUR_PROPOSED = 9;

/** The modal that lets enforcement turn on by itself: what will happen, how it stands, and the word to type. */
export function buildArmModal(screen: ArmScreen): ModalView {
  const { type, enforcement, tally, confirmExempt, directories } = screen;
  const missing = missingSentence(tally);
  return modal({
    title: ARM_TITLES[type],
    submit: type === 'when_ready' ? 'Arm' : 'Set the date',
    close: 'Cancel',
    callbackId: SUBMISSIONS.arm,
    metadata: armMetadata.encode({ type, revision: enforcement.revision, confirmExempt }),
    blocks: [
      section(consequences(screen)),
      section(CONDITIONS),
      section(`${readinessBar(tally)}\n${readinessSentence(tally)}${missing === null ? '' : ` ${missing}`}`),
      ...directoryLines(directories).map((line) => context(line)),
      ...dateFieldOf(screen),
      ...exemptField(confirmExempt, tally.active),
      wordField('enforce'),
    ],
  });
}

function consequences({ type, organizationName }: ArmScreen): string {
  const organization = escapeName(organizationName);
  return type === 'when_ready'
    ? `*MFA becomes mandatory for every member of ${organization} as soon as a complete reading finds everyone ready.*`
    : `*MFA becomes mandatory for every member of ${organization} on the date, whoever is missing.* Everybody who lacks MFA gets a notice a week and a day before, and has time to turn it on afterwards.`;
}

function dateFieldOf({ type, now, timeZone }: ArmScreen): MusterBlock[] {
  if (type === 'when_ready') return [];
  return [
    momentField({
      blockId: BLOCKS.date,
      actionId: FIELDS.date,
      label: 'When it turns on',
      hint: 'In your own time zone: tomorrow at the earliest, within a year.',
      initial: propose(now, timeZone),
    }),
  ];
}

/** Two weeks ahead, in the morning. */
function propose(now: Date, timeZone: string): Date {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const known = local.isValid ? local : DateTime.fromJSDate(now, { zone: 'utc' });
  return known.plus({ days: DAYS_PROPOSED }).startOf('day').set({ hour: HOUR_PROPOSED }).toJSDate();
}

/** What was submitted. `null` when the metadata is broken. */
export function parseArmModal(view: { private_metadata?: string | undefined; state?: unknown }) {
  const metadata = armMetadata.decode(view.private_metadata);
  if (metadata === null) return null;
  const { type, revision, confirmExempt } = metadata;
  const until = chosenMoment(view.state, BLOCKS.date, FIELDS.date);
  return {
    ...{ revision, confirmExempt },
    turningOn: type === 'when_ready' ? { type } : { type, until },
    word: typedWord(view.state),
    confirmedExempt: typedExempt(view.state),
  };
}
