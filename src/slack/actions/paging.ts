import { MEMBER_FILTERS, type MemberFilter } from '../../service/screens/screens.ts';
import type { ActionCall, ActionHandler } from '../calls.ts';
import { publishHome } from '../home/publish.ts';
import { buildRefusal } from '../messages/answers.ts';
import { historyValue, membersValue } from '../metadata.ts';
import { decoded, openModal, replaceModal } from '../showing.ts';
import { buildHistory } from '../views/history.ts';
import { buildMembers } from '../views/members.ts';
import { information } from '../views/modal.ts';

interface Page {
  filter: MemberFilter;
  page: number;
}

/** *Previous* and *Next* of the members. */
export const turnMembers: ActionHandler = async (call) =>
  await showMembers(call, decoded(membersValue.decode(call.value)));

export const filterMembers: ActionHandler = async (call) => await showMembers(call, firstPage(call));

async function showMembers(call: ActionCall, list: Page): Promise<void> {
  const outcome = await call.services.members.open(call.caller, list);
  const done = outcome.type === 'done';
  await replaceModal(call, done ? buildMembers(outcome.value) : information('Members', buildRefusal(outcome.refusal)));
}

export const turnHome: ActionHandler = async (call) =>
  await publishHome(call, call.caller, decoded(membersValue.decode(call.value)));

export const filterHome: ActionHandler = async (call) => await publishHome(call, call.caller, firstPage(call));

function firstPage(call: ActionCall): Page {
  return { filter: decoded(MEMBER_FILTERS.find((choice) => choice === call.value) ?? null), page: 0 };
}

/** *Newer* and *Older* of the history. */
export const turnHistory: ActionHandler = async (call) => {
  const { page, memberId } = decoded(historyValue.decode(call.value));
  const outcome = await call.services.history.open(call.caller, { page, ...(memberId === null ? {} : { memberId }) });
  const done = outcome.type === 'done';
  await replaceModal(call, done ? buildHistory(outcome.value) : information('History', buildRefusal(outcome.refusal)));
};

export const openHistory: ActionHandler = async (call) => {
  const outcome = await call.services.history.open(call.caller, { page: 0 });
  const done = outcome.type === 'done';
  await openModal(call, done ? buildHistory(outcome.value) : information('History', buildRefusal(outcome.refusal)));
};
