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
  exemption: 'exm',
  invitation: 'inv',
  invitationTask: 'ivt',
  auditEvent: 'evt',
  campaign: 'cmp',
};

/** A new id that sorts after those made before it: `newId('member')` is `mem_` and a UUIDv7. */
export function newId<Noun extends keyof IdPrefix>(noun: Noun): IdOf<Noun> {
  return `${PREFIXES[noun]}_${v7()}`;
}

/** Whether a text from outside (a button's value, a cursor) has the form of such an id. */
export function isIdOf<Noun extends keyof IdPrefix>(noun: Noun, text: string): text is IdOf<Noun> {
  return text.startsWith(`${PREFIXES[noun]}_`);
}
