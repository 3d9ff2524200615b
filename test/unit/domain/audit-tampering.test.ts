import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AUDIT_EVENT_TYPES,
  type AuditActor,
  type AuditEvent,
  EMPTY_CHAIN,
  hashAuditEvent,
  type JsonValue,
  verifyAuditChain,
} from '../../../src/domain/audit.ts';
import type { AuditHead } from '../../../src/domain/message.ts';

const anyWord = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
const anyActor: fc.Arbitrary<AuditActor> = fc.oneof(
  fc.constantFrom<AuditActor>({ type: 'server' }, { type: 'muster' }),
  anyWord.map((word): AuditActor => ({ type: 'member', id: `mem_${word}` })),
);
/** Minus zero is zero in JSON, so it is no change there. */
const anyJson = fc.jsonValue({ maxDepth: 2 }).map((value): JsonValue => JSON.parse(JSON.stringify(value)));

type Content = Omit<AuditEvent, 'sequence' | 'previousHash' | 'hash'>;
const anyContent: fc.Arbitrary<Content> = fc.record({
  id: anyWord.map((word) => `evt_${word}` as const),
  organizationId: anyWord.map((word) => `org_${word}` as const),
  type: fc.constantFrom(...AUDIT_EVENT_TYPES),
  at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01T00:00:00Z') }),
  actor: anyActor,
  source: anyWord,
  subjectId: fc.option(anyWord),
  before: anyJson,
  after: anyJson,
});

function write(contents: readonly Content[], head: AuditHead = EMPTY_CHAIN): AuditEvent[] {
  let last = head;
  return contents.map((content) => {
    const event = { ...content, sequence: last.sequence + 1, previousHash: last.hash };
    const hash = hashAuditEvent(event);
    last = { sequence: event.sequence, hash };
    return { ...event, hash };
  });
}

function headOf(events: readonly AuditEvent[]): AuditHead {
  const verdict = verifyAuditChain(events);
  if (!verdict.ok) throw new Error(`broken at ${verdict.sequence}: ${verdict.reason}`);
  return verdict.head;
}

const anyChain = fc.array(anyContent, { minLength: 2, maxLength: 6 }).map((contents) => write(contents));
/** A chain and the place of one of its events. */
const anyPlace = anyChain.chain((events) => fc.tuple(fc.constant(events), fc.nat(events.length - 1)));

const FIELDS = ['id', 'organizationId', 'type', 'at', 'actor', 'source', 'subjectId', 'before', 'after'] as const;

describe('a written chain of audit events', () => {
  it('is whole, from its start and from any event on', () => {
    fc.assert(
      fc.property(anyPlace, ([events, place]) => {
        const first = headOf(events.slice(0, place));
        expect(verifyAuditChain(events.slice(place), first)).toEqual({ ok: true, head: headOf(events) });
      }),
    );
  });

  it.each(FIELDS)('shows a change of %s, at the event that was changed', (field) => {
    fc.assert(
      fc.property(anyPlace, anyContent, ([events, place], other) => {
        const event = events[place];
        if (event === undefined) throw new Error('no such event');
        fc.pre(!isDeepStrictEqual(event[field], other[field]));
        const forged = events.with(place, { ...event, [field]: other[field] });
        expect(verifyAuditChain(forged)).toEqual({ ok: false, sequence: place + 1, reason: 'changed' });
      }),
    );
  });

  it('shows a change of its own links: number, hash before, and hash', () => {
    fc.assert(
      fc.property(anyPlace, fc.nat(9), anyWord, ([events, place], sequence, hash) => {
        const event = events[place];
        if (event === undefined) throw new Error('no such event');
        fc.pre(sequence !== event.sequence);
        const broken = (change: Partial<AuditEvent>) => verifyAuditChain(events.with(place, { ...event, ...change }));
        expect(broken({ sequence })).toEqual({ ok: false, sequence: place + 1, reason: 'missing' });
        expect(broken({ previousHash: hash })).toEqual({ ok: false, sequence: place + 1, reason: 'unchained' });
        expect(broken({ hash })).toEqual({ ok: false, sequence: place + 1, reason: 'changed' });
      }),
    );
  });

  it('shows a removed event, unless it was the last: then the head that notices carry is another', () => {
    fc.assert(
      fc.property(anyPlace, ([events, place]) => {
        const verdict = verifyAuditChain(events.toSpliced(place, 1));
        if (place < events.length - 1) expect(verdict).toEqual({ ok: false, sequence: place + 1, reason: 'missing' });
        else expect(verdict).not.toEqual({ ok: true, head: headOf(events) });
      }),
    );
  });

  it('shows another order', () => {
    fc.assert(
      fc.property(anyPlace, fc.nat(), ([events, place], turn) => {
        const [event] = events.slice(place);
        if (event === undefined) throw new Error('no such event');
        const rest = events.toSpliced(place, 1);
        const target = turn % events.length;
        fc.pre(target !== place);
        const moved = rest.toSpliced(target, 0, event);
        expect(verifyAuditChain(moved)).toMatchObject({ ok: false, sequence: Math.min(place, target) + 1 });
      }),
    );
  });

  it('shows an inserted event, even one that is chained to the event before it', () => {
    fc.assert(
      fc.property(anyPlace, anyContent, ([events, place], content) => {
        const [forged] = write([content], headOf(events.slice(0, place)));
        if (forged === undefined) throw new Error('nothing was written');
        fc.pre(forged.hash !== events[place]?.hash);
        expect(verifyAuditChain(events.toSpliced(place, 0, forged))).toMatchObject({ ok: false, sequence: place + 2 });
      }),
    );
  });

  it('shows a rewritten past: events that were written anew from one on end in another head', () => {
    fc.assert(
      fc.property(anyPlace, anyContent, ([events, place], other) => {
        const before = events.slice(0, place);
        const after = events.slice(place + 1);
        const rewritten = [...before, ...write([other, ...after], headOf(before))];
        fc.pre(rewritten[place]?.hash !== events[place]?.hash);
        expect(headOf(rewritten)).toMatchObject({ sequence: events.length });
        expect(headOf(rewritten).hash).not.toBe(headOf(events).hash);
      }),
    );
  });
});
