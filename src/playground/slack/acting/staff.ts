import type { Person, PersonInput, PersonPatch } from '../state/person.ts';
import type { World } from '../world.ts';
import { type EventOutcome, sendEvent, sendPersonEvent } from './events.ts';

export type PersonChange = { person: Person; event: EventOutcome };

/** Somebody joins the workspace: `team_join`. */
export async function join(world: World, input: PersonInput): Promise<PersonChange> {
  const { people, ids } = world.workspace;
  const person = people.add(input, input.id ?? ids.next('U'), world.workspace.nowSeconds());
  return { person, event: await sendPersonEvent(world, 'team_join', person.id) };
}

/** Something about a person changes: `user_change`. */
export async function change(world: World, user: string, patch: PersonPatch): Promise<PersonChange> {
  const person = world.workspace.people.change(user, patch, world.workspace.nowSeconds());
  return { person, event: await sendPersonEvent(world, 'user_change', user) };
}

/** Slack tells apps nothing when somebody turns their MFA on or off: they have to look. */
export function setTwoFactor(world: World, user: string, method: 'app' | 'sms' | null): Person {
  const patch = { has_2fa: method !== null, two_factor_type: method };
  const person = world.workspace.people.change(user, patch, world.workspace.nowSeconds());
  world.changes.emit({ type: 'person', user });
  return person;
}

/** The app is told nothing: it asks with `dnd.info` before it writes. */
export function setDoNotDisturb(world: World, user: string, dnd: Person['dnd']): Person {
  const person = world.workspace.people.change(user, { dnd }, world.workspace.nowSeconds());
  world.changes.emit({ type: 'person', user });
  return person;
}

/** The app is taken out of the workspace: all its tokens are dead from now on. */
export async function uninstall(world: World): Promise<EventOutcome[]> {
  const tokens = world.tokens.all();
  for (const { value, kind } of tokens) {
    if (kind === 'bot') world.tokens.set(value, { state: 'account_inactive' });
    if (kind === 'user') world.tokens.set(value, { state: 'token_revoked' });
  }
  const removed = await sendEvent(world, { type: 'app_uninstalled' });
  return [removed, await sendTokensRevoked(world)];
}

/** Tokens are revoked, those of the app or those of people. */
export async function revokeTokens(world: World, kinds: readonly ('bot' | 'user')[]): Promise<EventOutcome> {
  for (const { value, kind } of world.tokens.all()) {
    if (kind !== 'app' && kinds.includes(kind)) world.tokens.set(value, { state: 'token_revoked' });
  }
  return await sendTokensRevoked(world);
}

async function sendTokensRevoked(world: World): Promise<EventOutcome> {
  const dead = world.tokens.all().filter(({ state }) => state !== 'valid');
  const idsOf = (kind: 'bot' | 'user'): string[] =>
    dead.flatMap((token) => (token.kind === kind && token.userId !== null ? [token.userId] : []));
  return await sendEvent(world, { type: 'tokens_revoked', tokens: { oauth: idsOf('user'), bot: idsOf('bot') } });
}

/** The app is installed again with the same tokens. */
export function reinstall(world: World): void {
  for (const { value } of world.tokens.all()) world.tokens.set(value, { state: 'valid' });
}
