import type { PeopleIndex } from './people-index.ts';

/** `@priya` becomes `<@U…|priya>`, as Slack's own client does for commands with `should_escape` and in messages. */
export function expandMentions(text: string, people: Pick<PeopleIndex, 'findByHandle'>): string {
  return text.replace(/(^|\s)@([\p{L}\p{N}._-]+)/gu, (typed, before: string, handle: string) => {
    const person = people.findByHandle(handle);
    return person === undefined ? typed : `${before}<@${person.id}|${person.name}>`;
  });
}

/** A person's text as Slack stores it: these three characters would begin markup. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
