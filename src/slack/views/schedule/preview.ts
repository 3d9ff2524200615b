import type { ModalView } from '@slack/types';
import { DateTime } from 'luxon';
import { LONGEST_MESSAGE } from '../../../domain/campaign-draft.ts';
import type { MemberPreview } from '../../../service/campaigns/showing-campaigns.ts';
import { context, divider, type MusterBlock, section } from '../../blocks.ts';
import { SCREENS } from '../../ids.ts';
import { mention, quote } from '../../mrkdwn.ts';
import { modal } from '../modal.ts';

/** What some of the people would get, and when on their own clock, if they never answered. */
export function buildPreview(members: readonly MemberPreview[], message: string | null): ModalView {
  return modal({
    title: 'Preview',
    close: 'Back',
    callbackId: SCREENS.preview,
    blocks: [
      section(opening(members.length)),
      ...(message === null ? [] : [section(`Each message says:\n${quote(message, LONGEST_MESSAGE)}`)]),
      ...members.flatMap(describe),
      divider(),
      context('Whoever turns MFA on gets no more messages. Absence and do-not-disturb move them further.'),
    ],
  });
}

function opening(count: number): string {
  if (count === 0) return 'Nobody of these people has MFA off at the moment, so nobody would be reminded yet.';
  const who = count === 1 ? 'This person' : `These ${count} people`;
  return `*${who} would get these messages* if they never answered. The times are those of their own clock.`;
}

function describe({ person, timeZone, moments }: MemberPreview): MusterBlock[] {
  const lines = moments.map(({ at, channels }) => {
    const when = DateTime.fromJSDate(at, { zone: timeZone }).setLocale('en').toFormat('ccc d LLL, HH:mm');
    return `${when}${channels.includes('email') ? (channels.includes('slack') ? ' (also by email)' : ' (by email)') : ''}`;
  });
  const none = 'No message: no working hours are left for them before the deadline.';
  return [
    divider(),
    section(`*${mention(person)}*\n${lines.length === 0 ? none : lines.map((line) => `• ${line}`).join('\n')}`),
    context(`Time zone: ${timeZone}`),
  ];
}
