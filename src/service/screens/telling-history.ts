/** `/mfa history`: the audit trail, with names put to the ids. */
import { listAuditEvents, listAuditEventsAbout } from '../../db/audit-repository.ts';
import { isIdOf } from '../../db/ids.ts';
import { findMember, findMembers } from '../../db/member-repository.ts';
import type { AuditEvent, JsonValue } from '../../domain/audit.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import type { Person } from '../../domain/member.ts';
import { includes } from '../../domain/permission.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';
import { findActor } from '../members/actor.ts';
import { done, refused } from '../outcome.ts';
import type { HistoryRow, HistoryScreen, Outcome } from './screens.ts';

const EVENTS_PER_PAGE = 15;

type HistoryDeps = Pick<ServiceDeps, 'database' | 'clock' | 'roster' | 'log'>;

export async function openHistory(
  deps: HistoryDeps,
  caller: Caller,
  { page, memberId }: { page: number; memberId?: MemberId },
): Promise<Outcome<HistoryScreen>> {
  const { permission } = await findActor(deps, caller);
  if (!includes(permission, 'view')) return refused({ code: 'not_permitted', needed: 'view' });
  const { db } = deps.database;
  const window = { limit: EVENTS_PER_PAGE + 1, offset: Math.max(0, page) * EVENTS_PER_PAGE };
  const subject =
    memberId === undefined ? null : await findMember(db, caller.organizationId, memberId, deps.clock.now());
  const events =
    memberId === undefined
      ? await listAuditEvents(db, caller.organizationId, window)
      : await listAuditEventsAbout(db, caller.organizationId, memberId, window);
  return done({
    subject: subject === null ? null : personOf(subject),
    rows: await nameEvents(deps, caller.organizationId, events.slice(0, EVENTS_PER_PAGE)),
    page: Math.max(0, page),
    hasMore: events.length > EVENTS_PER_PAGE,
  });
}

export async function nameEvents(
  deps: Pick<ServiceDeps, 'database' | 'clock'>,
  organizationId: OrganizationId,
  events: readonly AuditEvent[],
): Promise<HistoryRow[]> {
  const ids = events.flatMap((event) => [...actorIdOf(event), ...subjectIdOf(event)]);
  const members = await findMembers(deps.database.db, organizationId, [...new Set(ids)], deps.clock.now());
  const people = new Map(members.map((member) => [member.id, personOf(member)]));
  return events.map((event) => toRow(event, people));
}

function actorIdOf({ actor }: AuditEvent): MemberId[] {
  return actor.type === 'member' ? [actor.id] : [];
}

function subjectIdOf({ subjectId }: AuditEvent): MemberId[] {
  return subjectId !== null && isIdOf('member', subjectId) ? [subjectId] : [];
}

const ERASED: Person['name'] = 'Somebody who was erased';

function toRow(event: AuditEvent, people: ReadonlyMap<MemberId, Person>): HistoryRow {
  const { actor } = event;
  const [subjectId] = subjectIdOf(event);
  return {
    at: event.at,
    type: event.type,
    actor:
      actor.type === 'member'
        ? { type: 'member', person: people.get(actor.id) ?? { memberId: actor.id, slackUserId: null, name: ERASED } }
        : actor,
    subject:
      subjectId === undefined
        ? null
        : (people.get(subjectId) ?? { memberId: subjectId, slackUserId: null, name: ERASED }),
    details: detailsOf(event.after ?? event.before),
  };
}

/** The flat facts of an event: numbers and codes. */
function detailsOf(value: JsonValue): HistoryRow['details'] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, fact]: [string, JsonValue]) =>
      fact === null || typeof fact === 'string' || typeof fact === 'number' || typeof fact === 'boolean'
        ? [[key, fact]]
        : [],
    ),
  );
}
