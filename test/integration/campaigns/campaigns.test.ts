import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { insertGrant } from '../../../src/db/grant-repository.ts';
import { updateMember } from '../../../src/db/member-repository.ts';
import type { MemberId, OrganizationId } from '../../../src/domain/ids.ts';
import type { Caller } from '../../../src/service/caller.ts';
import { newCampaignId } from '../../../src/service/campaigns/changing.ts';
import type { CampaignForm } from '../../../src/service/campaigns/drafting.ts';
import { runCampaigns } from '../../../src/service/campaigns/running.ts';
import { deliver } from '../../../src/service/deliveries/delivering.ts';
import type { ServiceDeps } from '../../../src/service/deps.ts';
import { createServices, type Services } from '../../../src/service/services.ts';
import { createDatabase, dialects, type TestDatabase } from '../db/databases.ts';
import { addStandings, createOrganization } from '../db/world.ts';
import { createForm, createHandClock, createRoster, createServiceDeps, type HandClock } from './parts.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A Monday morning. */
const START = new Date('2026-03-02T08:00:00Z');
const NEXT_EVENING = new Date('2026-03-03T18:00:00Z');
const LACKING = 12;

const FORM = createForm(new Date(START.getTime() + 28 * DAY_MS));

describe.each(dialects)('campaigns on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  let members: MemberId[];
  let clock: HandClock;
  let deps: ServiceDeps;
  let services: Services;
  beforeEach(async () => {
    database = await createDatabase(dialect);
    organizationId = (await createOrganization(database.handle.db)).id;
    const owner = { status: 'enabled', role: 'primary_owner', slackUserId: 'UOWNER' } as const;
    const lacking = Array.from({ length: LACKING }, (_, index) => ({
      ...{ status: 'disabled' as const, slackUserId: `U${index}`, name: `Member ${index}` },
      timeZone: index % 2 === 0 ? 'Asia/Tokyo' : null,
    }));
    members = (await addStandings(database.handle, organizationId, [owner, ...lacking], START)).slice(1);
    clock = createHandClock(START);
    deps = createServiceDeps(database.handle, clock);
    services = createServices(deps);
  });
  afterEach(() => database.drop());

  const as = (slackUserId: string): Caller => ({ organizationId, slackUserId, source: 'slack:modal' });

  async function start(form: Partial<CampaignForm> = {}, word = '') {
    const id = newCampaignId();
    return { id, outcome: await services.campaigns.start(as('UOWNER'), { id, form: { ...FORM, ...form }, word }) };
  }

  async function reminded(): Promise<MemberId[]> {
    const rows = await database.handle.db.selectFrom('reminders').select('member_id').execute();
    return rows.map(({ member_id }) => member_id);
  }

  /** Every half hour until then. */
  async function runUntil(end: Date): Promise<void> {
    for (let at = clock.now().getTime(); at <= end.getTime(); at += 30 * 60_000) {
      clock.set(new Date(at));
      await runCampaigns(deps, organizationId);
      const due = await database.handle.db.selectFrom('deliveries').select('id').where('state', '=', 'due').execute();
      for (const { id } of due) await deliver(deps, id, 1);
    }
  }

  it('are started by people with enforce, once for each modal, and written down', async () => {
    deps.roster.readPerson = async (slackUserId) => ({
      ...{ slackUserId, name: 'M', email: null, timeZone: null, deactivated: false },
      role: slackUserId === 'UOWNER' ? 'primary_owner' : 'member',
    });
    const id = newCampaignId();
    const attempt = (who: string) => services.campaigns.start(as(who), { id, form: FORM, word: '' });
    expect(await attempt('U1')).toMatchObject({ refusal: { code: 'not_permitted', needed: 'enforce' } });
    const [memberId] = members;
    if (memberId === undefined) throw new Error('nobody');
    const holder = { subjectType: 'member', subjectId: memberId } as const;
    const grant = { ...holder, permission: 'enforce', grantedBy: memberId, now: START } as const;
    await database.handle.db.transaction().execute((trx) => insertGrant(trx, organizationId, grant));
    expect(await attempt('U0')).toMatchObject({ type: 'done', value: { id, startedBy: memberId } });
    expect(await attempt('UOWNER')).toMatchObject({ refusal: { code: 'campaign_changed' } });
    const events = await database.handle.db.selectFrom('audit_events').select(['type', 'subject_id']).execute();
    expect(events).toEqual([{ type: 'campaign.started', subject_id: id }]);
  });

  it('say at each field what cannot be done, and start nothing', async () => {
    deps.roster = createRoster();
    const bad = { deadline: new Date(START.getTime() - 1), timeZone: 'Nowhere', message: 'x'.repeat(600) };
    expect(Object.keys((await invalid(bad)) ?? {})).toEqual(['deadline', 'timeZone', 'message']);
    const gone = await invalid({ audience: { type: 'usergroup', userGroupId: 'S1' } });
    expect(gone).toEqual({ audience: expect.stringContaining('cannot be found') });
    expect(await invalid({ audience: { type: 'people', slackUserIds: ['UNOBODY'] } })).toHaveProperty('audience');
    expect(await services.campaigns.list(as('UOWNER'))).toEqual({ type: 'done', value: [] });
  });

  async function invalid(form: Partial<CampaignForm>) {
    const { outcome } = await start(form);
    return outcome.type === 'invalid' ? outcome.problems : null;
  }

  it('do not overlap, and leave nothing of one that was refused', async () => {
    await start({ audience: { type: 'people', slackUserIds: ['U1', 'U2'] } });
    expect(await invalid({})).toEqual({ audience: expect.stringContaining('in a campaign already') });
    expect((await start({ exceptSlackUserIds: ['U1', 'U2'] })).outcome.type).toBe('done');
    expect(await services.campaigns.list(as('UOWNER'))).toMatchObject({ value: { length: 2 } });
  });

  it('arm enforcement with the typed word, in one step with the start, and only there', async () => {
    const standing = async () => {
      const rows = await database.handle.db.selectFrom('enforcements').selectAll().execute();
      return rows.map(({ state, armed, until }) => ({ state, armed, until }));
    };
    const off = { state: 'off', armed: 0, until: null };
    for (const atDeadline of ['enforce_when_ready', 'enforce_by_date'] as const) {
      for (const word of ['', 'enforce', 'ENFORCE!']) {
        const { outcome } = await start({ atDeadline }, word);
        expect(outcome).toMatchObject({ problems: { atDeadline: expect.stringContaining('ENFORCE') } });
      }
    }
    expect(await standing()).toEqual([off]);
    expect(await services.campaigns.list(as('UOWNER'))).toMatchObject({ value: [] });
    const { id, outcome } = await start({ atDeadline: 'enforce_by_date' }, ' ENFORCE ');
    expect(outcome.type).toBe('done');
    expect(await standing()).toEqual([{ state: 'scheduled', armed: 0, until: FORM.deadline.toISOString() }]);
    const form = { ...FORM, atDeadline: 'enforce_by_date' } as const;
    const later = { ...form, deadline: new Date(FORM.deadline.getTime() + 60_000) };
    for (const changed of [later, FORM]) {
      const edited = await services.campaigns.edit(as('UOWNER'), { id, revision: 1, form: changed });
      expect(edited).toMatchObject({ problems: { atDeadline: expect.stringContaining('when a campaign starts') } });
    }
    const words = { ...form, message: 'Please.' };
    expect(await services.campaigns.edit(as('UOWNER'), { id, revision: 1, form: words })).toMatchObject({
      type: 'done',
    });
  });

  it('remind each once, though several processes plan at once and the bot was down when it was time', async () => {
    await start();
    await runCampaigns(deps, organizationId);
    clock.set(new Date('2026-03-04T14:00:00Z'));
    await Promise.all([1, 2, 3, 4].map(() => runCampaigns(deps, organizationId)));
    await runUntil(new Date('2026-03-05T12:00:00Z'));
    const everybody = await reminded();
    expect(everybody).toHaveLength(LACKING);
    expect(new Set(everybody).size).toBe(LACKING);
  });

  it('send nothing while paused, and go on when resumed', async () => {
    const { id } = await start();
    const step = (name: 'pause' | 'resume' | 'end') => services.campaigns.step(as('UOWNER'), { id, step: name });
    expect(await step('pause')).toMatchObject({ type: 'done' });
    await runUntil(NEXT_EVENING);
    expect(await reminded()).toEqual([]);
    expect(await step('pause')).toMatchObject({ refusal: { code: 'campaign_changed' } });
    await step('resume');
    await runUntil(new Date(NEXT_EVENING.getTime() + DAY_MS));
    expect(await reminded()).toHaveLength(LACKING);
    await step('end');
    expect(await step('resume')).toMatchObject({ refusal: { code: 'campaign_gone' } });
  });

  it('take in who newly lacks MFA, and spare whom an edit leaves out', async () => {
    const { id } = await start();
    await runUntil(new Date('2026-03-02T08:30:00Z'));
    const [late] = await addStandings(database.handle, organizationId, [{ status: 'disabled', slackUserId: 'ULATE' }]);
    const form = { ...FORM, exceptSlackUserIds: ['U0', 'U1'] };
    const edit = (revision: number) => services.campaigns.edit(as('UOWNER'), { id, revision, form });
    expect(await edit(7)).toMatchObject({ refusal: { code: 'campaign_changed' } });
    expect(await edit(1)).toMatchObject({ type: 'done', value: { revision: 2 } });
    await runUntil(NEXT_EVENING);
    const got = await reminded();
    expect(got).toHaveLength(LACKING - 1);
    expect(got).toContain(late);
    expect(got).not.toContain(members[0]);
  });

  it('are put off as often as allowed, by whom they are for', async () => {
    await start();
    await runUntil(NEXT_EVENING);
    const [reminder] = await database.handle.db
      .selectFrom('reminders')
      .selectAll()
      .where('member_id', '=', members[0] ?? 'mem_')
      .execute();
    const put = (who: string) =>
      services.campaigns.snooze(as(who), { snooze: 'next_week', reminderId: reminder?.id ?? null });
    expect(await services.campaigns.openSnooze(as('U0'))).toMatchObject({ value: { left: 1, choices: { length: 3 } } });
    expect(await put('U2')).toMatchObject({ refusal: { code: 'not_your_message' } });
    expect(await put('U0')).toMatchObject({ value: { left: 0 } });
    expect(await put('U0')).toMatchObject({ value: { left: 0 } });
    expect(await put('UOWNER')).toMatchObject({ type: 'refused' });
    await runUntil(new Date('2026-03-06T23:00:00Z'));
    expect((await reminded()).filter((id) => id === members[0])).toHaveLength(1);
    await runUntil(new Date('2026-03-09T12:00:00Z'));
    expect((await reminded()).filter((id) => id === members[0])).toHaveLength(2);
    expect(await put('U0')).toMatchObject({ refusal: { code: 'snoozes_used_up' } });
  });

  it('preview what three members of different zones would get', async () => {
    const draft = { id: newCampaignId(), form: FORM };
    const preview = await services.campaigns.preview(as('UOWNER'), draft);
    if (preview.type !== 'done') throw new Error('no preview');
    expect(new Set(preview.value.map(({ timeZone }) => timeZone))).toEqual(new Set(['Asia/Tokyo', 'UTC']));
    expect(preview.value.map(({ moments }) => moments.length)).toEqual([6, 6, 6]);
  });

  it('end after the deadline, and tell owners once; who was away has longer', async () => {
    const deadline = new Date('2026-03-05T18:00:00Z');
    const [away] = members;
    if (away === undefined) throw new Error('nobody');
    await updateMember(
      database.handle.db,
      organizationId,
      away,
      { awayUntil: new Date('2026-03-06T00:00:00Z') },
      START,
    );
    const { id } = await start({ deadline });
    await runUntil(new Date('2026-03-05T20:00:00Z'));
    const states = () => database.handle.db.selectFrom('campaigns').select('state').where('id', '=', id).execute();
    expect(await states()).toEqual([{ state: 'running' }]);
    expect(await reminded()).not.toContain(away);
    await runUntil(new Date('2026-03-10T00:00:00Z'));
    expect(await reminded()).toContain(away);
    expect(await states()).toEqual([{ state: 'ended' }]);
    const notices = await database.handle.db.selectFrom('notices').select('kind').execute();
    expect(notices).toEqual([{ kind: 'campaign_deadline' }]);
  });
});
