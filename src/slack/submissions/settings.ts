import type { SettingProblem } from '../../domain/settings.ts';
import type { SubmissionAnswer, SubmissionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { decoded } from '../showing.ts';
import { information } from '../views/modal.ts';
import { buildSettings, buildSettingsSaved, parseSettings, settingBlockId } from '../views/settings/settings.ts';

/** *Save*: a problem stands under its field, and what somebody else changed meanwhile is shown beside what was chosen. */
export const submitSettings: SubmissionHandler = async ({ services, caller, view }) => {
  const { seen, round, chosen, problems } = decoded(parseSettings(view));
  if (problems.length > 0) return underFields(problems, round);
  const outcome = await services.settings.submit(caller, { seen, chosen });
  switch (outcome.type) {
    case 'refused':
      return { type: 'replace', view: information('Settings', buildRefusal(outcome.refusal)) };
    case 'invalid':
      return underFields(outcome.problems, round);
    case 'conflict':
      return { type: 'replace', view: buildSettings({ ...outcome.screen, round: round + 1 }) };
    case 'saved':
      return { type: 'replace', view: buildSettingsSaved(outcome) };
  }
};

function underFields(problems: readonly SettingProblem[], round: number): SubmissionAnswer {
  return {
    type: 'errors',
    errors: Object.fromEntries(problems.map(({ name, sentence }) => [settingBlockId(name, round), sentence])),
  };
}
