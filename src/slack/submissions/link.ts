import { type Refusal, sentenceOf } from '../../domain/refusal.ts';
import type { SubmissionAnswer, SubmissionHandler } from '../calls.ts';
import { BLOCKS } from '../ids.ts';
import { buildLinked, buildRefusal, buildUnlinked } from '../messages/answers.ts';
import { decoded } from '../showing.ts';
import { parseLink, parseUnlink } from '../views/link.ts';
import { information } from '../views/modal.ts';

/** *Link*: another person may be chosen where this one cannot be. */
export const submitLink: SubmissionHandler = async ({ services, caller, view }) => {
  const { memberId, slackUserId } = decoded(parseLink(view));
  if (slackUserId === null) return { type: 'errors', errors: { [BLOCKS.person]: 'Please choose a person.' } };
  const outcome = await services.links.link(caller, { memberId, slackUserId });
  if (outcome.type === 'done')
    return { type: 'replace', view: information('Link to a person', buildLinked(outcome.value)) };
  return refuse('Link to a person', outcome.refusal);
};

/** *Unlink*. */
export const submitUnlink: SubmissionHandler = async ({ services, caller, view }) => {
  const { memberId, accountId } = decoded(parseUnlink(view));
  if (accountId === null) return { type: 'errors', errors: { [BLOCKS.account]: 'Please choose an account.' } };
  const outcome = await services.links.unlink(caller, { memberId, accountId });
  if (outcome.type === 'done')
    return { type: 'replace', view: information('Unlink an account', buildUnlinked(outcome.value)) };
  return refuse('Unlink an account', outcome.refusal);
};

function refuse(title: string, refusal: Refusal): SubmissionAnswer {
  if (refusal.code === 'person_not_member' || refusal.code === 'person_deactivated') {
    return { type: 'errors', errors: { [BLOCKS.person]: sentenceOf(refusal) } };
  }
  return { type: 'replace', view: information(title, buildRefusal(refusal)) };
}
