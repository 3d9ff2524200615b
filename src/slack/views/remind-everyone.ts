import type { ModalView } from '@slack/types';
import type { RemindEveryoneScreen } from '../../service/screens/screens.ts';
import { context, section } from '../blocks.ts';
import { SUBMISSIONS } from '../ids.ts';
import { roundMetadata } from '../metadata.ts';
import { people } from '../texts/counts.ts';
import { directoryLines } from '../texts/directories.ts';
import { modal } from './modal.ts';

/** The modal of `/mfa remind everyone`: how many, how, and *Send*. */
export function buildRemindEveryoneModal(screen: RemindEveryoneScreen): ModalView {
  const { tally, mailEnabled, directories, roundId } = screen;
  const how = mailEnabled ? 'a direct message and an email' : 'a direct message';
  const unknown =
    tally.unknown === 0
      ? []
      : [section(`The MFA status of ${people(tally.unknown)} is unknown. Muster does not write to them.`)];
  return modal({
    title: 'Send MFA reminder',
    submit: 'Send',
    close: 'Cancel',
    callbackId: SUBMISSIONS.remindEveryone,
    metadata: roundMetadata.encode({ roundId }),
    blocks: [
      section(
        `*MFA is off for ${people(tally.disabled)}.* Each of them gets ${how}: who asks, why, and how to turn MFA on.`,
      ),
      ...unknown,
      section(
        'Muster takes a fresh reading first, so nobody is asked who has MFA by then, and nobody twice within an hour.',
      ),
      ...directoryLines(directories).map((line) => context(line)),
    ],
  });
}

/** What was submitted. `null` when the metadata is broken. */
export function parseRemindEveryoneModal(view: { private_metadata?: string | undefined }) {
  return roundMetadata.decode(view.private_metadata);
}
