import { closest, distance } from 'fastest-levenshtein';
import { COMMAND_WORDS, type CommandWord } from '../ids.ts';

/** What a person named: Slack writes mentions as `<@U…|name>` and groups as `<!subteam^S…|@group>`. */
export type Named = { type: 'member'; slackUserId: string } | { type: 'usergroup'; id: string };

const MEMBER = /^<@([UW][A-Z0-9]{1,30})(?:\|[^>]*)?>$/;
const GROUP = /^<!subteam\^(S[A-Z0-9]{1,30})(?:\|[^>]*)?>$/;

/** A word longer than this is no misspelling of ours. */
const WORD_LIMIT = 24;
const TYPOS_LIMIT = 3;

/** The first word and what stands after it. White space of every kind separates. */
export function splitFirst(text: string): { first: string; rest: string } {
  const trimmed = text.trim();
  const end = trimmed.search(/\s/);
  return end === -1 ? { first: trimmed, rest: '' } : { first: trimmed.slice(0, end), rest: trimmed.slice(end).trim() };
}

export function parseNamed(token: string): Named | null {
  const [, slackUserId] = MEMBER.exec(token) ?? [];
  if (slackUserId !== undefined) return { type: 'member', slackUserId };
  const [, id] = GROUP.exec(token) ?? [];
  return id === undefined ? null : { type: 'usergroup', id };
}

/** Slack keeps the spaces of a name inside of `<@U…|Ada L>`, so a mention is taken whole. */
export function splitNamed(text: string): { named: string; rest: string } {
  const [mention] = /^<[^>]{1,400}>/.exec(text.trim()) ?? [];
  if (mention === undefined) {
    const { first, rest } = splitFirst(text);
    return { named: first, rest };
  }
  return { named: mention, rest: text.trim().slice(mention.length).trim() };
}

export function findWord(typed: string): CommandWord | null {
  return COMMAND_WORDS.find((word) => word === typed.toLowerCase()) ?? null;
}

/** The choice that somebody most likely meant; `null` when nothing is near. */
export function nearest<Choice extends string>(typed: string, choices: readonly Choice[]): Choice | null {
  if (typed.length === 0 || typed.length > WORD_LIMIT) return null;
  const found = closest(typed.toLowerCase(), [...choices]);
  const near = distance(typed.toLowerCase(), found) <= Math.min(TYPOS_LIMIT, Math.ceil(found.length / 2));
  return near ? (choices.find((choice) => choice === found) ?? null) : null;
}
