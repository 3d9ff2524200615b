/** The modal of `/mfa schedule`: everything that can be chosen of a campaign, and only the fields that belong to what is chosen. */
import type { ModalView } from '@slack/types';
import { EVERY_WORKING_DAYS } from '../../../domain/cadence.ts';
import { AT_DEADLINE } from '../../../domain/campaign.ts';
import { EMAIL_AFTER, LONGEST_MESSAGE } from '../../../domain/campaign-draft.ts';
import { CONFIRMATION_WORDS } from '../../../domain/confirmation.ts';
import { SNOOZE_COUNT, SNOOZE_DAYS } from '../../../domain/snooze.ts';
import type { CampaignForm } from '../../../service/campaigns/drafting.ts';
import type { ScheduleScreen } from '../../../service/screens/screens.ts';
import { actions, button, type MusterBlock, section } from '../../blocks.ts';
import { ACTIONS, BLOCKS, SUBMISSIONS } from '../../ids.ts';
import { scheduleMetadata } from '../../metadata.ts';
import { AT_DEADLINE_WORDS, CADENCE_WORDS, CHANNEL_WORDS, WEEKDAYS, writeMinutes } from '../../texts/campaigns.ts';
import { field, numberField } from '../fields.ts';
import { modal } from '../modal.ts';
import { anyOf, type Choice, momentField, oneOf, peopleField, timeField } from '../pickers.ts';
import { blockOf, type FormField } from './form-fields.ts';

/** Longer than the word, so that a wrong word reaches the server and gets its sentence. */
const WORD_LIMIT = 40;
const ZONE_LIMIT = 60;
/** More people than this are better named by a user group. */
const MOST_NAMED = 200;

function ids(name: FormField, actionId: string = blockOf(name)) {
  return { blockId: blockOf(name), actionId };
}

export function buildSchedule(screen: ScheduleScreen): ModalView {
  const { campaignId, revision, userGroupId, form } = screen;
  return modal({
    title: revision === null ? 'Schedule reminders' : 'Change the campaign',
    submit: revision === null ? 'Start' : 'Save',
    close: 'Cancel',
    callbackId: SUBMISSIONS.schedule,
    metadata: scheduleMetadata.encode({ campaignId, revision, userGroupId }),
    blocks: [
      section(
        '*Whoever lacks MFA is reminded until it is on, or until the deadline.* Each on their own working days and in their own time zone.',
      ),
      ...who(screen),
      momentField({ ...ids('deadline'), label: 'Deadline', initial: form.deadline, hint: 'Shown in every reminder.' }),
      ...howOften(form),
      ...whichWay(screen),
      ...when(form),
      ...puttingOff(form),
      field({
        ...ids('message'),
        label: 'A message of your own',
        hint: 'Stands in every reminder. Please name nobody.',
        maxLength: LONGEST_MESSAGE,
        optional: true,
        multiline: true,
        ...(form.message === null ? {} : { initial: form.message }),
      }),
      ...atDeadline(screen),
      ...actions(BLOCKS.buttons, [
        button({ actionId: ACTIONS.campaignPreview, label: 'See what three people would get' }),
      ]),
    ],
  });
}

function who({ form, userGroupId }: ScheduleScreen): MusterBlock[] {
  const choices: Choice[] = [
    { value: 'everyone', label: 'Everyone who lacks MFA' },
    { value: 'people', label: 'People whom I pick' },
    ...(userGroupId === null ? [] : [{ value: 'usergroup', label: 'The user group that I named' }]),
  ];
  const { audience } = form;
  return [
    oneOf({
      ...ids('audience', ACTIONS.campaignAudience),
      label: 'Who is reminded',
      choices,
      initial: audience.type,
      dispatch: true,
      ...(userGroupId === null ? { hint: 'For a user group, type /mfa schedule @group.' } : {}),
    }),
    ...(audience.type === 'people'
      ? [peopleField({ ...ids('people'), label: 'People', initial: audience.slackUserIds, most: MOST_NAMED })]
      : []),
    peopleField({
      ...ids('except'),
      label: 'But not',
      hint: 'These people get no reminder of this campaign.',
      initial: form.exceptSlackUserIds,
      most: MOST_NAMED,
      optional: true,
    }),
  ];
}

function howOften({ cadence }: CampaignForm): MusterBlock[] {
  const choices = Object.entries(CADENCE_WORDS).map(([value, words]) => ({ value, ...words }));
  const select = oneOf({
    ...ids('cadence', ACTIONS.campaignCadence),
    label: 'How often',
    choices,
    initial: cadence.type,
    dispatch: true,
  });
  if (cadence.type !== 'own') return [select];
  return [
    select,
    numberField({
      ...ids('every'),
      label: 'Every how many working days',
      bounds: EVERY_WORKING_DAYS,
      initial: cadence.everyWorkingDays,
    }),
    anyOf({
      ...ids('tighter'),
      label: 'Towards the deadline',
      choices: [
        { value: 'daily', label: 'Every day in the last week' },
        { value: 'twice', label: 'Twice a day on the last two days' },
      ],
      initial: [...(cadence.dailyInLastWeek ? ['daily'] : []), ...(cadence.twiceOnLastDays ? ['twice'] : [])],
      optional: true,
    }),
  ];
}

function whichWay({ form: { channels }, mailEnabled }: ScheduleScreen): MusterBlock[] {
  const offered = mailEnabled ? (['dm', 'email', 'both'] as const) : (['dm'] as const);
  const select = oneOf({
    ...ids('channels', ACTIONS.campaignChannels),
    label: 'How they are reached',
    choices: offered.map((value) => ({ value, label: CHANNEL_WORDS[value] })),
    initial: channels.type,
    dispatch: true,
  });
  if (channels.type !== 'both') return [select];
  return [
    select,
    numberField({
      ...ids('emailAfter'),
      label: 'Also by email after how many messages without an answer',
      bounds: EMAIL_AFTER,
      initial: channels.emailAfter,
    }),
  ];
}

function when({ workingTime, timeZone }: CampaignForm): MusterBlock[] {
  return [
    anyOf({
      ...ids('days'),
      label: 'Working days',
      choices: WEEKDAYS.map((label, index) => ({ value: String(index + 1), label })),
      initial: workingTime.days.map(String),
    }),
    timeField({ ...ids('from'), label: 'Not before', initial: writeMinutes(workingTime.from) }),
    timeField({ ...ids('to'), label: 'Not after', initial: writeMinutes(workingTime.to) }),
    field({
      ...ids('timeZone'),
      label: 'Time zone of people who have none in Slack',
      placeholder: 'Europe/Amsterdam',
      maxLength: ZONE_LIMIT,
      initial: timeZone,
    }),
  ];
}

function puttingOff({ snoozes }: CampaignForm): MusterBlock[] {
  return [
    numberField({
      ...ids('snoozeCount'),
      label: 'How often each may put it off',
      hint: `With "Remind me later": ${SNOOZE_COUNT.min} to ${SNOOZE_COUNT.max} times.`,
      bounds: SNOOZE_COUNT,
      initial: snoozes.count,
    }),
    numberField({
      ...ids('snoozeDays'),
      label: 'For how many days at most',
      bounds: SNOOZE_DAYS,
      initial: snoozes.longestDays,
    }),
  ];
}

/** What arms enforcement wants the word, once: when the campaign starts. */
function atDeadline({ form: { atDeadline: chosen }, revision }: ScheduleScreen): MusterBlock[] {
  const isArming = chosen === 'enforce_when_ready' || chosen === 'enforce_by_date';
  const select = oneOf({
    ...ids('atDeadline', ACTIONS.campaignOutcome),
    label: 'What happens then',
    choices: AT_DEADLINE.map((value) => ({ value, label: AT_DEADLINE_WORDS[value] })),
    initial: chosen,
    dispatch: true,
  });
  if (!isArming || revision !== null) return [select];
  return [
    select,
    field({
      ...ids('word'),
      label: `Type ${CONFIRMATION_WORDS.enforce} to confirm`,
      hint: 'In capital letters. MFA then becomes mandatory by itself; it can be cancelled until then.',
      maxLength: WORD_LIMIT,
    }),
  ];
}
