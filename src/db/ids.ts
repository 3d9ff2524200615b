import { v7 } from 'uuid';
import type { IdOf, IdPrefix } from '../domain/ids.ts';

const PREFIXES: IdPrefix = {
  organization: 'org',
  member: 'mem',
  account: 'acc',
  reading: 'rdg',
  enforceRequest: 'enf',
  grant: 'grt',
  reminder: 'rem',
  round: 'rnd',
  notice: 'ntc',
  delivery: 'dlv',
  violation: 'vio',
  lock: 'lck',
  exemption: 'exm',
  invitation: 'inv',
  invitationTask: 'ivt',
  approval: 'apr',
  auditEvent: 'evt',
  campaign: 'cmp',
};

/** A new id that sorts after those made before it: `newId('member')` is `mem_` and a UUIDv7. */
export function newId<Noun extends keyof IdPrefix>(noun: Noun): IdOf<Noun> {
  return `${PREFIXES[noun]}_${v7()}`;
}

/** Every id that was made before that moment sorts before this one. */
export function firstIdOf<Noun extends keyof IdPrefix>(noun: Noun, date: Date): IdOf<Noun> {
  const time = Math.max(0, date.getTime()).toString(16).padStart(12, '0');
  return `${PREFIXES[noun]}_${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** Whether a text from outside (a button's value, a cursor) has the form of such an id. */
export function isIdOf<Noun extends keyof IdPrefix>(noun: Noun, text: string): text is IdOf<Noun> {
  return text.startsWith(`${PREFIXES[noun]}_`);
}
