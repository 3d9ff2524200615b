/** What a modal sends becomes a draft, or problems at its fields. Slack is asked who is in a user group. */
import pTimeout from 'p-timeout';
import { countMembers } from '../../db/member-list-repository.ts';
import { findMembers, findMembersBySlackIds, type Member } from '../../db/member-repository.ts';
import type { CampaignDraft } from '../../domain/campaign.ts';
import { type DraftProblems, validateDraft } from '../../domain/campaign-draft.ts';
import type { MemberId, OrganizationId, SlackUserId } from '../../domain/ids.ts';
import { isCounted } from '../../domain/member.ts';
import type { ServiceDeps } from '../deps.ts';

/** What somebody typed and picked, with people as Slack names them. */
export interface CampaignForm extends Omit<CampaignDraft, 'audience' | 'exceptMemberIds'> {
  audience:
    | { type: 'everyone' }
    | { type: 'usergroup'; userGroupId: string }
    | { type: 'people'; slackUserIds: readonly SlackUserId[] };
  exceptSlackUserIds: readonly SlackUserId[];
}

export type Drafted =
  | { type: 'valid'; draft: CampaignDraft; included: readonly MemberId[] }
  | { type: 'invalid'; problems: DraftProblems };

/** A submission must be answered within 3 s. */
const GROUP_LIMIT_MS = 1_800;

type DraftDeps = Pick<ServiceDeps, 'database' | 'clock' | 'roster' | 'mailer' | 'log'>;

export async function draftCampaign(
  deps: DraftDeps,
  organizationId: OrganizationId,
  form: CampaignForm,
): Promise<Drafted> {
  const now = deps.clock.now();
  const { audience, exceptSlackUserIds, ...rest } = form;
  const excepted = await listPresent(deps, organizationId, exceptSlackUserIds);
  const named = await listNamed(deps, organizationId, audience);
  if (named === 'unreadable') return { type: 'invalid', problems: { audience: UNREADABLE } };
  const draft: CampaignDraft = {
    ...rest,
    message: rest.message?.trim() || null,
    audience: audience.type === 'people' ? { type: 'people', memberIds: idsOf(named ?? []) } : audience,
    exceptMemberIds: idsOf(excepted),
  };
  const people = await countPeople(deps, organizationId, audience.type, { named, excepted });
  const problems = validateDraft(draft, { now, mailEnabled: deps.mailer.enabled, people });
  if (Object.keys(problems).length > 0) return { type: 'invalid', problems };
  return { type: 'valid', draft, included: audience.type === 'everyone' ? [] : idsOf(named ?? []) };
}

const UNREADABLE = 'Slack did not say who is in this user group just now. Please try again.';

function idsOf(members: readonly Member[]): MemberId[] {
  return members.map(({ id }) => id);
}

async function listPresent(
  deps: Pick<DraftDeps, 'database' | 'clock'>,
  organizationId: OrganizationId,
  slackUserIds: readonly SlackUserId[],
): Promise<Member[]> {
  const members = await findMembersBySlackIds(deps.database.db, organizationId, slackUserIds, deps.clock.now());
  return members.filter(({ state }) => state !== 'deactivated');
}

/** The people who are named; `null` for everyone, and for a user group that is gone or empty. */
async function listNamed(
  deps: DraftDeps,
  organizationId: OrganizationId,
  audience: CampaignForm['audience'],
): Promise<Member[] | null | 'unreadable'> {
  switch (audience.type) {
    case 'everyone':
      return null;
    case 'people':
      return listPresent(deps, organizationId, audience.slackUserIds);
    case 'usergroup': {
      const ids = await readGroup(deps, audience.userGroupId);
      if (ids === 'unreadable') return ids;
      return ids.length === 0 ? null : listPresent(deps, organizationId, ids);
    }
  }
}

async function readGroup(deps: DraftDeps, userGroupId: string): Promise<readonly SlackUserId[] | 'unreadable'> {
  try {
    return await pTimeout(deps.roster.listUserGroup(userGroupId), { milliseconds: GROUP_LIMIT_MS });
  } catch (error) {
    deps.log.warn({ err: error, userGroupId }, 'a user group could not be read');
    return 'unreadable';
  }
}

async function countPeople(
  deps: Pick<DraftDeps, 'database' | 'clock'>,
  organizationId: OrganizationId,
  type: CampaignForm['audience']['type'],
  { named, excepted }: { named: readonly Member[] | null; excepted: readonly Member[] },
): Promise<{ total: number; lackingMfa: number } | null> {
  if (type !== 'everyone') {
    if (named === null) return null;
    const left = new Set(idsOf(excepted));
    const people = named.filter(({ id }) => !left.has(id));
    return { total: people.length, lackingMfa: people.filter(lacksMfa).length };
  }
  const { db } = deps.database;
  const now = deps.clock.now();
  const [all, missing, unknown] = await Promise.all([
    countMembers(db, organizationId, 'all', now),
    countMembers(db, organizationId, 'missing', now),
    countMembers(db, organizationId, 'unknown', now),
  ]);
  return { total: all - excepted.length, lackingMfa: missing + unknown - excepted.filter(lacksMfa).length };
}

function lacksMfa(member: Member): boolean {
  return isCounted(member) && member.mfaStatus !== 'enabled';
}

/** Who is in the user group of a campaign now, to be written down; `null` when Slack does not say. */
export async function readGroupMembers(
  deps: DraftDeps,
  organizationId: OrganizationId,
  userGroupId: string,
): Promise<MemberId[] | null> {
  const ids = await readGroup(deps, userGroupId);
  return ids === 'unreadable' ? null : idsOf(await listPresent(deps, organizationId, ids));
}

/** The same as they were written down, for a modal that edits them. */
export async function nameExcepted(
  deps: Pick<DraftDeps, 'database' | 'clock'>,
  organizationId: OrganizationId,
  memberIds: readonly MemberId[],
): Promise<SlackUserId[]> {
  const members = await findMembers(deps.database.db, organizationId, memberIds, deps.clock.now());
  return members.flatMap(({ slackUserId }) => slackUserId ?? []);
}
