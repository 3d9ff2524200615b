import { expect } from 'vitest';
import { z } from 'zod';
import { streamAuditEvents } from '../../../src/db/audit-repository.ts';
import { type AuditEvent, EMPTY_CHAIN, verifyAuditChain } from '../../../src/domain/audit.ts';
import { isOwner } from '../../../src/domain/member.ts';
import { change, type Model, release, somebody } from '../../unit/domain/organization-model.ts';
import type { Act } from './acts.ts';
import type { Real } from './organization.ts';

/** Every event so far, oldest first, of a chain that is whole. */
export async function readTrace(real: Real): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const page of streamAuditEvents(real.db, real.organizationId)) events.push(...page);
  expect(verifyAuditChain(events, EMPTY_CHAIN)).toMatchObject({ ok: true });
  return events;
}

/** What the world may have been like at some moment of a round, in which acts overtake each other. */
export interface Around {
  everReady: boolean;
  everBoss: readonly boolean[];
}

export function lookAround(real: Real, acts: readonly Act[]): Around {
  const changes = acts.some(({ type }) => type === 'demote' || type === 'promote');
  return {
    everReady: real.world.people.every(
      ({ mfa }, index) =>
        mfa === 'enabled' || acts.some((act) => act.type === 'mfa' && act.who === index && act.mfa === 'enabled'),
    ),
    everBoss: real.world.people.map(({ role }, index) => isOwner(role) || (index === 1 && changes)),
  };
}

const changed = z.object({ revision: z.number() });

/** Plays what was written down, in its order, on the model: nothing in it may be against the rules. */
export async function replay(real: Real, model: Model, events: readonly AuditEvent[], around: Around): Promise<void> {
  const numbers = await readNumbers(real);
  const numberOf = (id: string | null) => numbers.get(id ?? '') ?? -1;
  for (const event of events) {
    const actor = event.actor.type === 'member' ? numberOf(event.actor.id) : -1;
    switch (event.type) {
      case 'grant.added':
      case 'grant.removed':
        somebody(model, numberOf(event.subjectId)).granted = event.type === 'grant.added';
        break;
      case 'enforcement.on':
        expect(mayEnforce(model, actor, around), `${actor} had the right when it was decided`).toBe(true);
        expect(around.everReady, 'everybody was ready').toBe(true);
        expect(model.state).not.toBe('on');
        expect(changed.parse(event.before).revision).toBe(model.revision);
        expect(await revisionOfRequest(real, event.subjectId), 'the window was of this state').toBe(model.revision);
        change(model, 'on');
        break;
      case 'enforcement.off':
        expect(mayEnforce(model, actor, around), `${actor} had the right to stop`).toBe(true);
        expect(model.state).not.toBe('off');
        expect(changed.parse(event.before).revision).toBe(model.revision);
        change(model, 'off');
        release(model);
        break;
      case 'violation.opened':
        expect(model.state).toBe('on');
    }
  }
}

function mayEnforce(model: Model, number: number, { everBoss }: Around): boolean {
  return everBoss[number] === true || somebody(model, number).granted;
}

async function readNumbers(real: Real): Promise<Map<string, number>> {
  const query = real.db.selectFrom('members').select(['id', 'slack_user_id']);
  const rows = await query.where('organization_id', '=', real.organizationId).execute();
  const numberOf = (id: string | null) => real.world.people.findIndex(({ slackUserId }) => slackUserId === id);
  return new Map(rows.map((row) => [row.id, numberOf(row.slack_user_id)]));
}

async function revisionOfRequest(real: Real, id: string | null): Promise<number | undefined> {
  const query = real.db.selectFrom('enforce_requests').select(['id', 'revision']);
  const rows = await query.where('organization_id', '=', real.organizationId).execute();
  return rows.find((row) => row.id === id)?.revision;
}

/** What stands in the database once nothing is under way. */
export async function readStanding(real: Real) {
  const { db, organizationId } = real;
  const of = <Row extends { organization_id: string }>(rows: Row[]) =>
    rows.filter(({ organization_id }) => organization_id === organizationId);
  const numbers = await readNumbers(real);
  const [enforcement] = of(await db.selectFrom('enforcements').selectAll().execute());
  const members = of(await db.selectFrom('members').selectAll().execute());
  const violations = of(await db.selectFrom('violations').selectAll().where('closed_at', 'is', null).execute());
  const requests = of(await db.selectFrom('enforce_requests').selectAll().execute());
  const notices = of(await db.selectFrom('notices').select(['organization_id', 'kind']).execute());
  return {
    state: enforcement?.state,
    revision: enforcement?.revision,
    pending: members.filter(({ state }) => state === 'pending').length,
    violators: violations.map(({ member_id }) => numbers.get(member_id) ?? -1).sort(),
    running: violations
      .filter(({ grace_running_since }) => grace_running_since !== null)
      .map(({ member_id }) => numbers.get(member_id) ?? -1)
      .sort(),
    waiting: requests.filter(({ state }) => state === 'waiting').length,
    enforced: requests.filter(({ state }) => state === 'enforced').map(({ revision }) => revision),
    noticesOn: notices.filter(({ kind }) => kind === 'enforcement_on').length,
    noticesOff: notices.filter(({ kind }) => kind === 'enforcement_stopped').length,
  };
}
