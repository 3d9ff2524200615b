/** What owners hear while a campaign runs, and do-not-disturb: with the clock moved on, read from the ledger. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { upsertAccounts } from '../../../src/db/account-repository.ts';
import { type DatabaseHandle, openDatabase } from '../../../src/db/database.ts';
import { refreshMfaStatus } from '../../../src/db/member-status-repository.ts';
import { migrateUp } from '../../../src/db/migrator.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { MemberId, OrganizationId } from '../../../src/domain/ids.ts';
import { newCampaignId } from '../../../src/service/campaigns/changing.ts';
import { runCampaigns } from '../../../src/service/campaigns/running.ts';
import { deliver } from '../../../src/service/deliveries/delivering.ts';
import type { ServiceDeps } from '../../../src/service/deps.ts';
import { tellOwners } from '../../../src/service/owners/telling-owners.ts';
import { createServices } from '../../../src/service/services.ts';
import { addStandings, createOrganization } from '../db/world.ts';
import { createForm, createHandClock, createRoster, createServiceDeps, type HandClock } from './parts.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** A Monday, before anybody works. */
const START = new Date('2026-03-02T06:00:00Z');
const LACKING = 10;

const FORM = createForm(new Date(START.getTime() + 21 * DAY_MS));

let handle: DatabaseHandle;
let organizationId: OrganizationId;
let members: MemberId[];
let clock: HandClock;
let deps: ServiceDeps;
const undisturbed = new Map<string, Date>();

beforeEach(async () => {
  undisturbed.clear();
  // In memory: what a disk takes is not what is tested.
  handle = openDatabase({ type: 'sqlite', file: ':memory:' });
  await migrateUp(handle.db);
  organizationId = (await createOrganization(handle.db)).id;
  const owner = { status: 'enabled', role: 'primary_owner', slackUserId: 'UOWNER', timeZone: 'UTC' } as const;
  const lacking = Array.from({ length: LACKING }, (_, index) => ({
    ...{ status: 'disabled' as const, slackUserId: `U${index}`, name: `Member ${index}`, timeZone: 'UTC' },
  }));
  members = (await addStandings(handle, organizationId, [owner, ...lacking], START)).slice(1);
  clock = createHandClock(START);
  deps = createServiceDeps(handle, clock, { roster: createRoster(undisturbed) });
  const draft = { id: newCampaignId(), form: FORM, word: '' };
  const caller = { organizationId, slackUserId: 'UOWNER', source: 'slack:modal' } as const;
  expect(await createServices(deps).campaigns.start(caller, draft)).toMatchObject({ type: 'done' });
});
afterEach(() => handle.close());

async function turnOn(index: number): Promise<void> {
  const memberId = members[index];
  if (memberId === undefined) throw new Error(`no member ${index}`);
  const account = { memberId, directory: 'slack', externalId: `U${index}`, status: 'enabled', method: null } as const;
  await inTransaction(handle, async (trx) => {
    await upsertAccounts(trx, organizationId, [{ ...account, statusReadAt: clock.now(), readingId: null }]);
    await refreshMfaStatus(trx, organizationId, [memberId]);
  });
}

/** Every hour until then. */
async function runUntil(end: Date, each: (hour: number) => Promise<void> = async () => {}): Promise<void> {
  for (let at = clock.now().getTime(); at <= end.getTime(); at += HOUR_MS) {
    clock.set(new Date(at));
    await each((at - START.getTime()) / HOUR_MS);
    await runCampaigns(deps, organizationId);
    await tellOwners(deps, organizationId);
    for (const { id } of await handle.db.selectFrom('deliveries').select('id').where('state', '=', 'due').execute())
      await deliver(deps, id, 1);
  }
}

async function listNotices() {
  const rows = await handle.db
    .selectFrom('notices')
    .select(['kind', 'payload', 'created_at'])
    .orderBy('created_at')
    .execute();
  return rows.map(({ kind, payload, created_at: at }) => ({ kind, at, ...JSON.parse(payload) }));
}

it('hear of each milestone once and of every week, in the ledger’s own numbers, and never twice within a day', async () => {
  const expected = new Map<string, { enabled: number; counted: number; reminded: number }>();
  await runUntil(new Date(START.getTime() + 22 * DAY_MS), async (hour) => {
    // One more every day and a half: half of all in the second week, everybody before the deadline.
    if (hour % 36 === 35 && hour / 36 < LACKING) await turnOn(Math.floor(hour / 36));
    const sent = await handle.db
      .selectFrom('deliveries')
      .innerJoin('reminders', 'reminders.id', 'deliveries.reminder_id')
      .select('reminders.member_id')
      .where('deliveries.state', '=', 'sent')
      .distinct()
      .execute();
    const have = await handle.db.selectFrom('members').select('id').where('mfa_status', '=', 'enabled').execute();
    const counts = { enabled: have.length, counted: LACKING + 1, reminded: sent.length };
    expected.set(clock.now().toISOString(), counts);
  });
  const notices = await listNotices();
  expect(notices.filter(({ kind }) => kind === 'milestone').map(({ percent }) => percent)).toEqual([50, 90, 100]);
  const weeks = notices.filter(({ kind }) => kind === 'weekly_summary');
  expect(weeks.map(({ at }) => new Date(at).getUTCDay())).toEqual([1, 1, 1]);
  for (const { at, enabled, counted, reminded } of weeks) {
    const known = expected.get(at);
    expect({ enabled, counted }).toEqual({ enabled: known?.enabled, counted: known?.counted });
    // What goes out in the same hour is not yet in what had been sent before it.
    expect(reminded).toBeGreaterThanOrEqual(known?.reminded ?? 0);
  }
  expect(weeks.map(({ before }) => before?.enabled ?? null)).toEqual([
    null,
    ...weeks.slice(0, -1).map((week) => week.enabled),
  ]);
  const moments = notices.map(({ at }) => new Date(at).getTime());
  expect(moments.slice(1).filter((at, index) => at - (moments[index] ?? 0) < DAY_MS)).toEqual([]);
});

it('moves a nudge to the end of do-not-disturb, and loses it not', async () => {
  const until = new Date('2026-03-03T11:00:00Z');
  undisturbed.set('U0', until);
  const listReminders = async () =>
    await handle.db.selectFrom('reminders').select(['member_id', 'created_at']).orderBy('created_at').execute();
  const remindersOfFirst = async () => (await listReminders()).filter(({ member_id }) => member_id === members[0]);
  await runUntil(new Date('2026-03-02T23:00:00Z'));
  expect(await remindersOfFirst()).toEqual([]);
  // Not all others: between two looks an hour apart, whose own moment is the last of the day slips into the next.
  expect((await listReminders()).length).toBeGreaterThan(0);
  await runUntil(new Date('2026-03-03T16:00:00Z'));
  const reminders = await remindersOfFirst();
  expect(reminders).toHaveLength(1);
  expect(new Date(reminders[0]?.created_at ?? 0).getTime()).toBeGreaterThanOrEqual(until.getTime());
});
