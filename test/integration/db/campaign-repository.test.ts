import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CampaignMember,
  countAnswer,
  countSent,
  findCampaignMembers,
  findOpenMembership,
  listDueMembers,
  listToPlan,
  restMembers,
  savePlans,
} from '../../../src/db/campaign-member-repository.ts';
import { overlapsOpenCampaign, replacePeople } from '../../../src/db/campaign-people-repository.ts';
import { listStuck, readProgress } from '../../../src/db/campaign-progress-repository.ts';
import {
  findCampaign,
  findUpkeep,
  insertCampaign,
  listCampaigns,
  listOpenCampaigns,
  lockCampaign,
  markDeadlinePassed,
  saveDraft,
  saveState,
  saveUpkeep,
} from '../../../src/db/campaign-repository.ts';
import type { Trx } from '../../../src/db/database.ts';
import { newId } from '../../../src/db/ids.ts';
import { updateMember } from '../../../src/db/member-repository.ts';
import { insertReminder, supersedeReminders } from '../../../src/db/reminder-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { NOT_AWAY } from '../../../src/domain/away.ts';
import type { Campaign, CampaignDraft } from '../../../src/domain/campaign.ts';
import type { MemberId, OrganizationId } from '../../../src/domain/ids.ts';
import { DRAFT } from '../../unit/domain/campaigns.ts';
import { createDatabase, dialects, type TestDatabase } from './databases.ts';
import { addStandings, createOrganization, exempt, minutesAfter, NOON } from './world.ts';

describe.each(dialects)('campaigns on %s', (dialect) => {
  let database: TestDatabase;
  let organizationId: OrganizationId;
  let owner: MemberId;
  let missing: MemberId[];
  beforeEach(async () => {
    database = await createDatabase(dialect);
    organizationId = (await createOrganization(database.handle.db)).id;
    const standings = ['enabled', 'disabled', 'disabled', 'disabled', 'unknown', null] as const;
    const [first, ...rest] = await addStandings(
      database.handle,
      organizationId,
      standings.map((status) => ({ status, role: 'owner' as const })),
    );
    if (first === undefined) throw new Error('nobody is there');
    owner = first;
    missing = rest.slice(0, 3);
  });
  afterEach(() => database.drop());

  function within<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return inTransaction(database.handle, work);
  }

  function start(draft: Partial<CampaignDraft> = {}): Promise<Campaign> {
    const campaign = { ...DRAFT, ...draft, id: newId('campaign'), startedBy: owner, startedAt: NOON };
    return within(async (trx) => {
      const inserted = await insertCampaign(trx, organizationId, campaign);
      const included = campaign.audience.type === 'people' ? campaign.audience.memberIds : [];
      await replacePeople(trx, organizationId, campaign.id, { included, excepted: campaign.exceptMemberIds });
      return inserted;
    });
  }

  function enrolled(campaign: Campaign, memberId: MemberId, patch: Partial<CampaignMember> = {}): CampaignMember {
    return {
      campaignId: campaign.id,
      memberId,
      enrolledAt: NOON,
      revision: campaign.revision,
      nextDueAt: NOON,
      dormant: false,
      snoozesUsed: 0,
      snoozedUntil: null,
      away: NOT_AWAY,
      awaySeen: null,
      sentCount: 0,
      unanswered: 0,
      lastSentAt: null,
      previousSentAt: null,
      lastReminderId: null,
      answeredAt: null,
      ...patch,
    };
  }

  async function save(...members: CampaignMember[]): Promise<void> {
    await within((trx) => savePlans(trx, organizationId, members));
  }

  async function toPlan(campaign: Campaign, now = NOON): Promise<MemberId[]> {
    const members = await within((trx) => listToPlan(trx, organizationId, campaign, { now, limit: 10 }));
    return members.map(({ id }) => id);
  }

  it('come back as they were chosen', async () => {
    const draft: CampaignDraft = {
      ...DRAFT,
      audience: { type: 'people', memberIds: missing },
      exceptMemberIds: missing.slice(0, 1),
      cadence: { type: 'own', everyWorkingDays: 4, dailyInLastWeek: true, twiceOnLastDays: false },
      channels: { type: 'both', emailAfter: 2 },
      message: 'Please & thank you',
    };
    const campaign = await start(draft);
    expect(await findCampaign(database.handle.db, organizationId, campaign.id)).toEqual(campaign);
    expect(campaign).toMatchObject({ ...draft, state: 'running', revision: 1, endedAt: null });
  });

  it('are edited, paused, resumed and ended, each with a new revision', async () => {
    const { db } = database.handle;
    const { id } = await start();
    await within((trx) => saveDraft(trx, organizationId, id, { ...DRAFT, message: 'Soon' }));
    await within((trx) => saveState(trx, organizationId, id, { state: 'paused', at: NOON }));
    expect(await findCampaign(db, organizationId, id)).toMatchObject({ state: 'paused', revision: 3, pausedAt: NOON });
    await within((trx) => saveState(trx, organizationId, id, { state: 'running', at: NOON }));
    expect(await listOpenCampaigns(db, organizationId)).toMatchObject([{ id, revision: 4, message: 'Soon' }]);
    await within((trx) => saveState(trx, organizationId, id, { state: 'ended', at: NOON }));
    expect(await listOpenCampaigns(db, organizationId)).toEqual([]);
    expect(await listCampaigns(db, organizationId, { limit: 5, offset: 0 })).toMatchObject([{ id, endedAt: NOON }]);
  });

  it('act on their deadline once, and know when they were looked after', async () => {
    const { id } = await start();
    const pass = () => within((trx) => markDeadlinePassed(trx, organizationId, id, NOON));
    expect([await pass(), await pass()]).toEqual([true, false]);
    expect(await within((trx) => lockCampaign(trx, organizationId, id))).toMatchObject({ deadlinePassedAt: NOON });
    await within((trx) => saveUpkeep(trx, organizationId, id, { enrolledAt: NOON }));
    expect(await findUpkeep(database.handle.db, organizationId, id)).toEqual({ enrolledAt: NOON, groupReadAt: null });
  });

  it('take in who lacks MFA, but for the excepted, the exempt and who is in another', async () => {
    const [first, second, third] = missing;
    if (!first || !second || !third) throw new Error('too few');
    const everyone = await start({ exceptMemberIds: [first] });
    expect(await toPlan(everyone)).toEqual([second, third]);
    await exempt(database.handle.db, organizationId, second, owner, { startsAt: NOON, endsAt: minutesAfter(60) });
    expect(await toPlan(everyone)).toEqual([third]);
    expect(await toPlan(everyone, minutesAfter(61))).toEqual([second, third]);
    const chosen = await start({ audience: { type: 'people', memberIds: [first, third] }, exceptMemberIds: [first] });
    expect(await toPlan(chosen)).toEqual([third]);
    await save(enrolled(everyone, third));
    expect(await toPlan(chosen)).toEqual([]);
  });

  it('plan anew after an edit, a rest, or a change of absence', async () => {
    const campaign = await start();
    await save(...missing.map((id) => enrolled(campaign, id)));
    expect(await toPlan(campaign)).toEqual([]);
    expect(await toPlan({ ...campaign, revision: 2 })).toEqual(missing);
    await within((trx) => restMembers(trx, organizationId, missing.slice(0, 1)));
    expect(await toPlan(campaign)).toEqual(missing.slice(0, 1));
    await save(...missing.map((id) => enrolled(campaign, id, { awaySeen: minutesAfter(5) })));
    expect(await toPlan(campaign)).toEqual(missing);
  });

  it('overlap where somebody is in both', async () => {
    const [first, second, third] = missing;
    if (!first || !second || !third) throw new Error('too few');
    const one = await start({ audience: { type: 'people', memberIds: [first] } });
    const two = await start({ audience: { type: 'people', memberIds: [second, third] } });
    const rest = await start({ exceptMemberIds: [first] });
    const overlaps = (a: Campaign, b: Campaign) =>
      within((trx) => overlapsOpenCampaign(trx, organizationId, a, [a, b]));
    expect([await overlaps(one, two), await overlaps(one, rest), await overlaps(rest, two)]).toEqual([
      false,
      false,
      true,
    ]);
    await updateMember(database.handle.db, organizationId, second, { state: 'deactivated' }, NOON);
    await updateMember(database.handle.db, organizationId, third, { state: 'deactivated' }, NOON);
    expect(await overlaps(rest, two)).toBe(false);
  });

  it('find who is due, oldest first, and the campaign that somebody is in', async () => {
    const campaign = await start();
    const [first, second, third] = missing;
    if (!first || !second || !third) throw new Error('too few');
    await save(
      enrolled(campaign, first, { nextDueAt: minutesAfter(2) }),
      enrolled(campaign, second, { nextDueAt: minutesAfter(1) }),
      enrolled(campaign, third, { nextDueAt: minutesAfter(3) }),
    );
    const due = await listDueMembers(database.handle.db, organizationId, campaign.id, {
      now: minutesAfter(2),
      limit: 9,
    });
    expect(due.map(({ memberId }) => memberId)).toEqual([second, first]);
    expect(await findOpenMembership(database.handle.db, organizationId, first)).toMatchObject({ memberId: first });
    await within((trx) => saveState(trx, organizationId, campaign.id, { state: 'ended', at: NOON }));
    expect(await findOpenMembership(database.handle.db, organizationId, first)).toBeNull();
  });

  it('count a reminder once however many of its messages arrive, and what was not answered', async () => {
    const campaign = await start();
    const [memberId, other] = missing;
    if (!memberId || !other) throw new Error('too few');
    await save(enrolled(campaign, memberId), enrolled(campaign, other, { snoozedUntil: minutesAfter(9) }));
    const reminders = [newId('reminder'), newId('reminder'), newId('reminder')];
    for (const [index, id] of reminders.entries()) {
      const facts = { id, memberId, reason: 'campaign', requestedBy: owner, roundId: null, deadline: null } as const;
      const ended = await within(async (trx) => {
        const before = { campaignId: campaign.id, memberIds: [memberId], at: NOON };
        const superseded = await supersedeReminders(trx, organizationId, before);
        await insertReminder(trx, organizationId, { ...facts, campaignId: campaign.id, createdAt: NOON });
        for (const at of [minutesAfter(index), minutesAfter(index + 0.5)])
          await countSent(trx, organizationId, { campaignId: campaign.id, memberId, reminderId: id, at });
        return superseded;
      });
      expect(ended).toEqual(reminders.slice(0, index).slice(-1));
    }
    const found = await findCampaignMembers(database.handle.db, organizationId, campaign.id, [memberId]);
    expect(found.get(memberId)).toMatchObject({
      sentCount: 3,
      unanswered: 3,
      lastSentAt: minutesAfter(2),
      previousSentAt: minutesAfter(1),
    });
    const progress = () => readProgress(database.handle.db, organizationId, campaign.id, NOON);
    expect(await progress()).toEqual({
      ...{ enrolled: 2, reminded: 1, answered: 0, enabled: 0, lacking: 2, snoozed: 1, away: 0, stuck: 1 },
    });
    expect(await listStuck(database.handle.db, organizationId, campaign.id, { now: NOON, limit: 5 })).toEqual([
      memberId,
    ]);
    await within((trx) => countAnswer(trx, organizationId, memberId, NOON));
    expect(await progress()).toMatchObject({ answered: 1, stuck: 0 });
  });
});
