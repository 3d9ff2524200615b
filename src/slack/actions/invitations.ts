import { sentenceOf } from '../../domain/refusal.ts';
import type { ActionCall, ActionHandler } from '../calls.ts';
import { buildRefusal } from '../messages/answers.ts';
import { invitationsMetadata, invitationValue } from '../metadata.ts';
import { escapeText } from '../mrkdwn.ts';
import { decoded, replaceModal } from '../showing.ts';
import { invitedWords, withdrawnWords } from '../texts/invitations.ts';
import { BLOCK_VOICE } from '../texts/voice.ts';
import { buildInvitations, type InvitationsFrame } from '../views/invitations.ts';
import { information } from '../views/modal.ts';

/** The menu of a row: *Send again*, *Withdraw*. What was done, or why not, stands above the list. */
export const invitationMenu: ActionHandler = async (call) => {
  const { page, round } = decoded(invitationsMetadata.decode(call.view?.private_metadata));
  await showInvitations(call, page, { round, note: await act(call) });
};

async function act({ services: { invitations }, caller, value }: ActionCall): Promise<string> {
  const { do: choice, id } = decoded(invitationValue.decode(value));
  switch (choice) {
    case 'again': {
      const outcome = await invitations.resend(caller, id);
      return outcome.type === 'done'
        ? invitedWords(outcome.value, BLOCK_VOICE)
        : escapeText(sentenceOf(outcome.refusal));
    }
    case 'withdraw': {
      const outcome = await invitations.withdraw(caller, id);
      return outcome.type === 'done' ? withdrawnWords(outcome.value) : escapeText(sentenceOf(outcome.refusal));
    }
  }
}

/** *Previous* and *Next*. */
export const turnInvitations: ActionHandler = async (call) => {
  const { page, round } = decoded(invitationsMetadata.decode(call.value));
  await showInvitations(call, page, { round });
};

async function showInvitations(call: ActionCall, page: number, frame: InvitationsFrame): Promise<void> {
  const outcome = await call.services.invitations.open(call.caller, page);
  const done = outcome.type === 'done';
  await replaceModal(
    call,
    done ? buildInvitations(outcome.value, frame) : information('Invitations', buildRefusal(outcome.refusal)),
  );
}
