import { type RefusalCode, sentenceOf } from '../../domain/refusal.ts';
import type { SubmissionHandler } from '../calls.ts';
import { NO_ADDRESS, parseAddress } from '../commands/address.ts';
import { buildRefusal } from '../messages/answers.ts';
import { decoded } from '../showing.ts';
import { invitedWords } from '../texts/invitations.ts';
import { BLOCK_VOICE } from '../texts/voice.ts';
import { buildInvitations, fieldBlock, parseInvitations } from '../views/invitations.ts';
import { information } from '../views/modal.ts';

const TITLE = 'Invitations';

/** What another address, or the same one later, may help against: it stands under the field. */
const UNDER_THE_FIELD: ReadonlySet<RefusalCode> = new Set([
  'invited_is_member',
  'already_invited',
  'too_many_invitations',
  'role_unreadable',
]);

/** *Invite*: the modal stays open with an empty field, and says what goes out. */
export const submitInvite: SubmissionHandler = async ({ services, caller, view }) => {
  const { address: typed, page, round } = decoded(parseInvitations(view));
  const address = parseAddress(typed);
  if (address === null) return { type: 'errors', errors: { [fieldBlock(round)]: NO_ADDRESS } };
  const outcome = await services.invitations.invite(caller, address);
  if (outcome.type === 'refused') {
    const { refusal } = outcome;
    if (UNDER_THE_FIELD.has(refusal.code)) {
      return { type: 'errors', errors: { [fieldBlock(round)]: sentenceOf(refusal).replaceAll('`', '') } };
    }
    return { type: 'replace', view: information(TITLE, buildRefusal(refusal)) };
  }
  const list = await services.invitations.open(caller, page);
  if (list.type === 'refused') return { type: 'replace', view: information(TITLE, buildRefusal(list.refusal)) };
  const note = invitedWords(outcome.value, BLOCK_VOICE);
  return { type: 'replace', view: buildInvitations(list.value, { round: round + 1, note }) };
};
