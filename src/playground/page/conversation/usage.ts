import type { Command } from '../../protocol/state.ts';

/** One thing that can be typed after a command. */
export interface Suggestion {
  /** As people read it: `/mfa remind @person`. */
  label: string;
  /** What choosing it puts into the message box. */
  insert: string;
  detail: string | null;
}

/** Splits `status | members [missing|unknown] | remind @person|everyone` at the bars outside of brackets. */
function splitHint(hint: string): string[] {
  const spaced = hint.includes(' | ');
  const parts: string[] = [''];
  let depth = 0;
  for (let at = 0; at < hint.length; at += 1) {
    const char = hint[at] ?? '';
    if ('[<('.includes(char)) depth += 1;
    if (']>)'.includes(char)) depth -= 1;
    const isBar = char === '|' || (char === ',' && depth === 0);
    const splits = isBar && depth <= 0 && (!spaced || char === ',' || hint.slice(at - 1, at + 2) === ' | ');
    if (splits) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** The words before the first thing that the person fills in. */
function literalOf(usage: string): string {
  const words = usage.split(/\s+/);
  const end = words.findIndex((word) => /^[[<(@]|\|/.test(word));
  return end < 0 ? usage : `${words.slice(0, end).join(' ')} `;
}

/** What a command's usage hint in the manifest offers. */
export function suggestionsOf({ command, description, usageHint }: Command): Suggestion[] {
  // Some hints stand in brackets as a whole.
  const hint = usageHint.trim().replace(/^\[(.*)\]$/s, '$1');
  const usages = splitHint(hint).map((usage) => ({
    label: `${command} ${usage}`,
    insert: `${command} ${literalOf(usage)}`,
    detail: null,
  }));
  return [{ label: command, insert: command, detail: description }, ...usages];
}

/** The suggestions that go on from what was typed. */
export function matchSuggestions(commands: readonly Command[], typed: string): Suggestion[] {
  if (!typed.startsWith('/') || typed.includes('\n')) return [];
  const wanted = typed.toLowerCase();
  return commands
    .flatMap(suggestionsOf)
    .filter(({ insert, label }) => insert.toLowerCase().startsWith(wanted) && label.toLowerCase() !== wanted);
}
