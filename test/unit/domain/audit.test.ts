import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditEvent,
  EMPTY_CHAIN,
  hashAuditEvent,
  toCanonicalJson,
  verifyAuditChain,
} from '../../../src/domain/audit.ts';

function chain(length: number): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const content: Omit<AuditEvent, 'hash'> = {
      id: `evt_${sequence}`,
      organizationId: 'org_1',
      sequence,
      type: 'enforcement.on',
      source: 'cli',
      at: new Date(sequence),
      actor: { type: 'muster' },
      subjectId: null,
      before: null,
      after: { sequence },
      previousHash: events.at(-1)?.hash ?? '',
    };
    events.push({ ...content, hash: hashAuditEvent(content) });
  }
  return events;
}

describe('the audit chain', () => {
  it('is whole as it was written, at once or part by part', () => {
    const events = chain(6);
    const head = { sequence: 6, hash: events.at(-1)?.hash };
    expect(verifyAuditChain(events)).toEqual({ ok: true, head });
    const first = verifyAuditChain(events.slice(0, 4));
    if (!first.ok) throw new Error('broken');
    expect(verifyAuditChain(events.slice(4), first.head)).toEqual({ ok: true, head });
    expect(verifyAuditChain([])).toEqual({ ok: true, head: EMPTY_CHAIN });
  });

  it('is broken by any change of any event, at that event or the one after', () => {
    const events = chain(5);
    const changes: ((event: AuditEvent) => AuditEvent)[] = [
      (event) => ({ ...event, type: 'enforcement.off' }),
      (event) => ({ ...event, at: new Date(99) }),
      (event) => ({ ...event, actor: { type: 'server' } }),
      (event) => ({ ...event, actor: { type: 'member', id: 'mem_1' } }),
      (event) => ({ ...event, subjectId: 'mem_1' }),
      (event) => ({ ...event, after: null }),
      (event) => ({ ...event, before: {} }),
      (event) => ({ ...event, source: 'slack' }),
      (event) => ({ ...event, id: 'evt_9' }),
      (event) => ({ ...event, organizationId: 'org_9' }),
      (event) => ({ ...event, after: { sequence: 9 }, hash: hashAuditEvent({ ...event, after: { sequence: 9 } }) }),
    ];
    fc.assert(
      fc.property(fc.nat(3), fc.constantFrom(...changes), (index, change) => {
        const verdict = verifyAuditChain(events.map((event, at) => (at === index ? change(event) : event)));
        expect(verdict).toMatchObject({ ok: false });
        if (!verdict.ok) expect([index + 1, index + 2]).toContain(verdict.sequence);
      }),
    );
  });

  it('names the first event that is missing', () => {
    const [first, , third] = chain(3);
    if (!first || !third) throw new Error('too short');
    expect(verifyAuditChain([first, third])).toEqual({ ok: false, sequence: 2, reason: 'missing' });
    expect(verifyAuditChain([third])).toEqual({ ok: false, sequence: 1, reason: 'missing' });
  });

  it('does not depend on the order of keys', () => {
    expect(toCanonicalJson({ b: 1, a: { d: [2, { z: 1, y: null }], c: 'é' } })).toBe(
      toCanonicalJson({ a: { c: 'é', d: [2, { y: null, z: 1 }] }, b: 1 }),
    );
    expect(toCanonicalJson({ b: 1, a: [null, true] })).toBe('{"a":[null,true],"b":1}');
  });
});
