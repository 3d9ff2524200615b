import { expect, vi } from 'vitest';
import type { AppAnswer } from '../../src/playground/slack/delivery/signed-post.ts';
import { FIELDS } from '../../src/slack/ids.ts';
import { type Muster, PEOPLE } from './muster.ts';
import { ephemeralTexts, expectModal, modalOf, PATIENCE_MS, readText } from './screen.ts';
import { expectEnforcement } from './state.ts';

/** Everybody of the story with MFA on. */
export const READY = Object.values(PEOPLE).map((person) => ({ ...person, has_2fa: true }));

/** Closes whatever windows are open. */
export async function closeAll({ slack }: Muster, userId: string): Promise<void> {
  if (modalOf(slack, userId) !== undefined) await slack.as(userId).close('modal', { all: true });
}

const OPENED_WITHIN_MS = 20_000;

/** Opens the modal of `/mfa enforce` or `/mfa stop`, and nothing else. On a busy machine it takes another try. */
export async function openWindow(muster: Muster, userId: string, command: 'enforce' | 'stop'): Promise<void> {
  const { slack } = muster;
  const attempt = async () => {
    await closeAll(muster, userId);
    await slack.as(userId).command('/mfa', command);
    await vi.waitFor(() => expect(modalOf(slack, userId)).toBeDefined(), { timeout: OPENED_WITHIN_MS });
  };
  await vi.waitFor(attempt, { timeout: PATIENCE_MS, interval: 100 });
  await expectModal(slack, userId, command === 'enforce' ? /becomes mandatory/ : /no longer be required/);
}

/** On a busy machine Slack gives up on an answer, or on telling a role, more than once. */
const BUSY_MS = 4 * PATIENCE_MS;

/** Does something that does no harm twice, until what should follow from it is there. */
export async function doUntil(act: () => Promise<unknown>, check: () => void | Promise<void>): Promise<void> {
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    // An earlier try may have done it, late.
    if (
      tries > 1 &&
      (await Promise.resolve()
        .then(check)
        .then(
          () => true,
          () => false,
        ))
    )
      return;
    await act();
    await vi.waitFor(check, { timeout: OPENED_WITHIN_MS });
  };
  await vi.waitFor(attempt, { timeout: BUSY_MS, interval: 100 });
}

/** Types a command until its private answer says so. */
export async function askUntil(
  { slack }: Pick<Muster, 'slack'>,
  userId: string,
  text: string,
  expected: RegExp,
): Promise<void> {
  await doUntil(
    () => slack.as(userId).command('/mfa', text),
    () => expect(ephemeralTexts(slack, userId).at(-1) ?? '').toMatch(expected),
  );
}

/** Opens a window by a command, until it says so. */
export async function openUntil(muster: Muster, userId: string, text: string, expected: RegExp): Promise<void> {
  await doUntil(
    async () => {
      await closeAll(muster, userId);
      await muster.slack.as(userId).command('/mfa', text);
    },
    () => expect(readText(modalOf(muster.slack, userId)?.blocks)).toMatch(expected),
  );
}

/** Chooses in the menu of the row that says so, in the window that is open. */
export async function chooseInRow(
  { slack }: Muster,
  userId: string,
  { actionId, row, label }: { actionId: string; row: string; label: string },
): Promise<void> {
  const blocks = modalOf(slack, userId)?.blocks ?? [];
  const shown = JSON.stringify(blocks.find((block) => JSON.stringify(block).includes(row)));
  const [, value = ''] = new RegExp(`"text":"${label}"[^}]*},"value":"((?:[^"\\\\]|\\\\.)*)"`).exec(shown) ?? [];
  await slack.as(userId).press('modal', { action_id: actionId, value: value.replaceAll('\\"', '"') });
}

export async function submitWord({ slack }: Muster, userId: string, word: string, unchecked = false) {
  return await slack.as(userId).submit('modal', { [FIELDS.word]: word }, { unchecked });
}

/** A person opens the modal, types the word and submits. */
export async function enforce(muster: Muster, userId: string, word = 'ENFORCE') {
  await openWindow(muster, userId, 'enforce');
  return await submitWord(muster, userId, word);
}

export async function stop(muster: Muster, userId: string, word = 'STOP') {
  await openWindow(muster, userId, 'stop');
  return await submitWord(muster, userId, word);
}

/** Enforces, where everybody is ready. */
export async function turnOn(muster: Muster, userId: string = PEOPLE.olivia.id): Promise<void> {
  await enforce(muster, userId);
  await expectEnforcement(muster, 'on');
}

export async function turnOff(muster: Muster, userId: string = PEOPLE.olivia.id): Promise<void> {
  await stop(muster, userId);
  await expectEnforcement(muster, 'off');
}

/** What stands under a field, or in the window that the submission turned into. */
export function readOutcome(outcome: Awaited<ReturnType<typeof submitWord>>): string {
  switch (outcome.type) {
    case 'errors':
      return Object.values(outcome.errors).join('\n');
    case 'updated':
    case 'pushed':
      return readText(outcome.view.blocks);
    default:
      return outcome.type;
  }
}

interface Forgery {
  owner: string;
  forger: string;
  word?: string;
  metadata?: string;
  /** `state.values`, where the modal asks for more than a word. */
  values?: Readonly<Record<string, unknown>>;
}

/** A submission of somebody's open modal that another person claims to have made, signed as Slack signs. */
export async function forge(
  { slack }: Muster,
  {
    owner,
    forger,
    word = '',
    metadata,
    values = { word: { [FIELDS.word]: { type: 'plain_text_input', value: word } } },
  }: Forgery,
): Promise<AppAnswer> {
  const view = structuredClone(modalOf(slack, owner));
  if (view === undefined) throw new Error(`${owner} has no modal`);
  return await slack.deliver({
    kind: 'interaction',
    body: {
      type: 'view_submission',
      team: { id: slack.team.teamId, domain: slack.team.domain },
      user: { id: forger, team_id: slack.team.teamId },
      api_app_id: slack.team.appId,
      trigger_id: `1.${Date.now()}.x`,
      view: { ...view, ...(metadata !== undefined && { private_metadata: metadata }), state: { values } },
      response_urls: [],
      enterprise: null,
      is_enterprise_install: false,
    },
  });
}

/** What a person would read in an answer to a submission. */
export function readAnswer(answer: AppAnswer): string {
  expect(answer.status).toBe(200);
  return readText([JSON.parse(answer.body)]);
}

/** A press that Slack signs although that person sees no such button; answers come to a response URL of theirs. */
export async function forgePress(
  { slack }: Muster,
  forger: string,
  action: { action_id: string; value?: string; type?: string; selected_option?: unknown },
): Promise<AppAnswer> {
  const { responseUrl, triggerId } = await slack.as(forger).command('/mfa', 'help');
  return await slack.deliver({
    kind: 'interaction',
    body: {
      type: 'block_actions',
      team: { id: slack.team.teamId, domain: slack.team.domain },
      user: { id: forger, team_id: slack.team.teamId },
      api_app_id: slack.team.appId,
      trigger_id: triggerId,
      container: { type: 'message', message_ts: '1.1', channel_id: 'D0000000000' },
      channel: { id: 'D0000000000', name: 'directmessage' },
      response_url: responseUrl,
      actions: [{ type: 'button', block_id: 'forged', action_ts: '1.1', ...action }],
      enterprise: null,
      is_enterprise_install: false,
    },
  });
}
