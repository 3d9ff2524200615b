import type { AtDeadline } from '../../domain/campaign.ts';
import type { DraftProblems } from '../../domain/campaign-draft.ts';
import { DRAFT_FIELDS } from '../../domain/campaign-draft.ts';
import type { SubmissionAnswer, SubmissionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { say } from '../messages/compose.ts';
import { campaignRef } from '../metadata.ts';
import { decoded } from '../showing.ts';
import { information } from '../views/modal.ts';
import { blockOf, blocksOf, PROBLEM_FIELDS } from '../views/schedule/form-fields.ts';
import { parseSchedule } from '../views/schedule/parse-schedule.ts';

/** *Start* or *Save*: a problem stands under its field, and nothing that was typed is lost. */
export const submitSchedule: SubmissionHandler = async ({ services, caller, view }) => {
  const { campaignId: id, revision, form, word } = decoded(parseSchedule(view));
  const isNew = revision === null;
  const outcome = isNew
    ? await services.campaigns.start(caller, { id, form, word })
    : await services.campaigns.edit(caller, { id, revision, form });
  const title = isNew ? 'Schedule reminders' : 'Change the campaign';
  switch (outcome.type) {
    case 'refused':
      return { type: 'replace', view: information(title, buildRefusal(outcome.refusal)) };
    case 'invalid':
      return underFields(outcome.problems, blocksOf(view.state));
    case 'done':
      return { type: 'replace', view: information(title, isNew ? startedMessage(form.atDeadline) : SAVED) };
  }
};

const SAVED = say('*Saved.* Reminders that are still to come follow what you chose now.');

/** What else has just been set, and where it is taken back. */
const ARMED: Partial<Record<AtDeadline, string>> = {
  enforce_when_ready:
    '*MFA enforcement is armed:* it turns on by itself as soon as a reading finds everyone ready. Every owner is told. To take it back, open `/mfa status` and press *Disarm*.',
  enforce_by_date:
    '*MFA enforcement has a date:* it turns on by itself at the deadline, whoever is missing. Every owner is told. To take it back, open `/mfa status` and press *Cancel the date*.',
};

function startedMessage(atDeadline: AtDeadline) {
  const armed = ARMED[atDeadline];
  return say(
    '*The campaign runs.* Whoever of them lacks MFA is reminded in their own working hours.',
    ...(armed === undefined ? [] : [armed]),
    'Type `/mfa schedule` to see how it goes, to pause it, or to end it.',
  );
}

/** Under the first of the fields that stand for it and are in sight. */
function underFields(problems: DraftProblems, shown: ReadonlySet<string>): SubmissionAnswer {
  const errors: Record<string, string> = {};
  for (const name of DRAFT_FIELDS) {
    const sentence = problems[name];
    if (sentence === undefined) continue;
    const [first = name, ...others] = PROBLEM_FIELDS[name].map(blockOf);
    errors[[first, ...others].find((block) => shown.has(block)) ?? first] = sentence;
  }
  return { type: 'errors', errors };
}

/** *End it* */
export const submitEndCampaign: SubmissionHandler = async ({ services, caller, view }) => {
  const { campaignId: id } = decoded(campaignRef.decode(view.private_metadata));
  const outcome = await services.campaigns.step(caller, { id, step: 'end' });
  if (outcome.type === 'refused')
    return { type: 'replace', view: information('End the campaign', buildRefusal(outcome.refusal)) };
  return {
    type: 'replace',
    view: information('End the campaign', 'The campaign has ended. Nobody gets another reminder of it.'),
  };
};
