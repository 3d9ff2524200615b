import type { MemberId } from '../../domain/ids.ts';
import type { ActionCall, ActionHandler } from '../calls.ts';
import { refreshHome } from '../home/publish.ts';
import { buildExemptionEnded, buildLetIn, buildRefusal, buildReminded } from '../messages/answers.ts';
import { memberValue } from '../metadata.ts';
import { decoded, openModal, showPrivately } from '../showing.ts';
import { buildExemptModal } from '../views/exempt.ts';
import { buildHistory } from '../views/history.ts';
import { buildLink, buildUnlink } from '../views/link.ts';
import { information } from '../views/modal.ts';

/** The menu of a row: *Send MFA reminder*, *Link to a person*, *Unlink*, *Exempt*, *Unlock, with more time*, *History* … */
export const memberMenu: ActionHandler = async (call) => {
  const { do: choice, member } = decoded(memberValue.decode(call.value));
  switch (choice) {
    case 'remind':
      return await remind(call, member);
    case 'exempt':
      return await showExempt(call, member);
    case 'unexempt':
      return await endExemption(call, member);
    case 'history':
      return await showHistory(call, member);
    case 'let_in':
      return await letIn(call, member);
    case 'link':
      return await showLink(call, member);
    case 'unlink':
      return await showUnlink(call, member);
  }
};

async function remind(call: ActionCall, memberId: MemberId): Promise<void> {
  const work = call.services.reminders
    .remindOne(call.caller, { memberId })
    .then((outcome) => (outcome.type === 'done' ? buildReminded(outcome.value.person) : buildRefusal(outcome.refusal)));
  await showPrivately(
    call,
    { title: 'Send MFA reminder', waiting: 'Muster checks their MFA first. One moment…' },
    work,
  );
  await refreshHome(call, call.caller, call.view);
}

async function letIn(call: ActionCall, memberId: MemberId): Promise<void> {
  const work = call.services.locks
    .letIn(call.caller, memberId)
    .then((outcome) => (outcome.type === 'done' ? buildLetIn(outcome.value.member) : buildRefusal(outcome.refusal)));
  await showPrivately(call, { title: 'Unlock', waiting: 'One moment…' }, work);
  await refreshHome(call, call.caller, call.view);
}

async function showHistory(call: ActionCall, memberId: MemberId): Promise<void> {
  const outcome = await call.services.history.open(call.caller, { page: 0, memberId });
  const done = outcome.type === 'done';
  await openModal(call, done ? buildHistory(outcome.value) : information('History', buildRefusal(outcome.refusal)));
}

async function showExempt(call: ActionCall, memberId: MemberId): Promise<void> {
  const outcome = await call.services.exemptions.open(call.caller, { memberId });
  const done = outcome.type === 'done';
  await openModal(
    call,
    done ? buildExemptModal(outcome.value) : information('Exempt a member', buildRefusal(outcome.refusal)),
  );
}

async function endExemption(call: ActionCall, memberId: MemberId): Promise<void> {
  const work = call.services.exemptions
    .end(call.caller, memberId)
    .then((outcome) =>
      outcome.type === 'done' ? buildExemptionEnded(outcome.value.person) : buildRefusal(outcome.refusal),
    );
  await showPrivately(call, { title: 'End exemption', waiting: 'One moment…' }, work);
  await refreshHome(call, call.caller, call.view);
}

async function showLink(call: ActionCall, memberId: MemberId): Promise<void> {
  const outcome = await call.services.links.open(call.caller, memberId);
  const done = outcome.type === 'done';
  await openModal(
    call,
    done ? buildLink(outcome.value) : information('Link to a person', buildRefusal(outcome.refusal)),
  );
}

async function showUnlink(call: ActionCall, memberId: MemberId): Promise<void> {
  const outcome = await call.services.links.openUnlink(call.caller, memberId);
  const done = outcome.type === 'done';
  await openModal(
    call,
    done ? buildUnlink(outcome.value) : information('Unlink an account', buildRefusal(outcome.refusal)),
  );
}
