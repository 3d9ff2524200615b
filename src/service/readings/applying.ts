/**
 * A complete pass becomes what is known: only differences are written, in short slices, each with its consequences in
 * the same transaction; the switch to the new reading comes last.
 */
import type { Trx } from '../../db/database.ts';
import { getEnforcement } from '../../db/enforcement-repository.ts';
import { listAppeared, tallyMembers } from '../../db/member-list-repository.ts';
import { findMembersBySlackIds, insertMembers, type Member, updateMember } from '../../db/member-repository.ts';
import { clearAway, getOrganization } from '../../db/organization-repository.ts';
import { completeReading } from '../../db/reading-claim-repository.ts';
import { findLeftSince, listStagedPeople, listVanishedMembers } from '../../db/reading-effect-repository.ts';
import { findReading } from '../../db/reading-repository.ts';
import { ReadingLostError, type StagedPerson } from '../../db/staging-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import { normalizeEmail } from '../../db/values.ts';
import type { MemberId } from '../../domain/ids.ts';
import { recordByMuster } from '../audit/recording.ts';
import { planOwnersNotice } from '../deliveries/notices.ts';
import type { ServiceDeps } from '../deps.ts';
import { acceptInvitations } from '../invitations/accepting.ts';
import { applyAccounts, applyVanishedAccounts } from './applying-accounts.ts';
import type { Pass } from './pass.ts';
import { inSlices, SLICE } from './slices.ts';

export async function applyReading(deps: ServiceDeps, pass: Pass): Promise<void> {
  await applyPeople(deps, pass);
  await applyVanishedPeople(deps, pass);
  await applyAccounts(deps, pass);
  await applyVanishedAccounts(deps, pass);
  await settleNewcomers(deps, pass);
  await complete(deps, pass);
}

/** Newcomers get in; who they are to enforcement is settled when their accounts are known. */
async function applyPeople(deps: ServiceDeps, pass: Pass): Promise<void> {
  const { organizationId, reading } = pass;
  await inSlices(
    deps,
    pass,
    (trx, after: string | undefined) => listStagedPeople(trx, reading, { limit: SLICE, after }),
    (person) => person.slackUserId,
    async (trx, people, now) => {
      const ids = people.map((person) => person.slackUserId);
      const known = new Map(
        (await findMembersBySlackIds(trx, organizationId, ids, now)).map((member) => [member.slackUserId, member]),
      );
      const fresh = people.filter((person) => !person.deactivated && !known.has(person.slackUserId));
      await insertMembers(
        trx,
        organizationId,
        fresh.map((person) => ({ ...profileOf(person), state: 'active' as const })),
        now,
      );
      const left: MemberId[] = [];
      const leftSince = await findLeftSince(trx, reading, ids);
      for (const person of people) {
        const member = known.get(person.slackUserId);
        if (member === undefined || leftSince.has(person.slackUserId)) continue;
        if ((await applyPerson(trx, pass, member, person, now)) === 'left') left.push(member.id);
      }
      return left;
    },
  );
}

function profileOf({ slackUserId, name, email, timeZone, role, awayUntil }: StagedPerson) {
  return { slackUserId, name, email, timeZone, role, awayUntil: awayUntil ?? null };
}

async function applyPerson(
  trx: Trx,
  { organizationId, reading }: Pass,
  member: Member,
  person: StagedPerson,
  now: Date,
): Promise<'left' | 'stays'> {
  if (person.deactivated) {
    if (member.state === 'deactivated' || cameSince(reading, member)) return 'stays';
    await updateMember(trx, organizationId, member.id, { state: 'deactivated' }, now);
    return 'left';
  }
  const returned = member.state === 'deactivated';
  if (returned || hasChanged(member, person)) {
    await updateMember(
      trx,
      organizationId,
      member.id,
      { ...profileOf(person), ...(returned && { state: 'active' as const }) },
      now,
    );
  }
  return 'stays';
}

/** Who came, or came back, after the pass started: an event told of them, and the pass may have looked before. */
function cameSince(reading: Pass['reading'], { appearedAt }: Member): boolean {
  return appearedAt >= reading.startedAt;
}

function hasChanged(member: Member, person: StagedPerson): boolean {
  return (
    member.name !== person.name ||
    member.timeZone !== person.timeZone ||
    member.role !== person.role ||
    member.awayUntil?.getTime() !== person.awayUntil?.getTime() ||
    member.email !== (person.email === null ? null : normalizeEmail(person.email))
  );
}

async function applyVanishedPeople(deps: ServiceDeps, pass: Pass): Promise<void> {
  const { organizationId, reading } = pass;
  await inSlices(
    deps,
    pass,
    (trx, after: MemberId | undefined) =>
      listVanishedMembers(trx, reading, { limit: SLICE, after, now: deps.clock.now() }),
    (member) => member.id,
    async (trx, members, now) => {
      const gone = members.filter((member) => !cameSince(reading, member));
      for (const member of gone) await updateMember(trx, organizationId, member.id, { state: 'deactivated' }, now);
      return gone.map((member) => member.id);
    },
  );
}

/** Who came since the pass was asked for: pending while enforcement is on and MFA is not, told at once. */
async function settleNewcomers(deps: ServiceDeps, pass: Pass): Promise<void> {
  const { organizationId } = pass;
  await inSlices(
    deps,
    pass,
    (trx, after: MemberId | undefined) =>
      listAppeared(trx, organizationId, { since: pass.newSince, limit: SLICE, after }, deps.clock.now()),
    (member) => member.id,
    async (trx, members, now) => {
      await acceptInvitations(trx, organizationId, members, { source: 'reading', now });
      return members.map((member) => member.id);
    },
  );
}

/** The switch: from here on this reading is the one in force. */
async function complete(deps: ServiceDeps, pass: Pass): Promise<void> {
  const { organizationId, reading, directory } = pass;
  await inTransaction(deps.database, async (trx, onCommit) => {
    const now = deps.clock.now();
    const counts = await tallyMembers(trx, organizationId, now);
    if (!(await completeReading(trx, reading, { counts, at: now }))) throw new ReadingLostError(reading.id);
    if ((await isBack(trx, pass)) && (await clearAway(trx, organizationId))) {
      await recordByMuster(trx, organizationId, {
        at: now,
        type: 'organization.returned',
        source: 'reading',
        subjectId: reading.id,
      });
    }
    const { state } = await getEnforcement(trx, organizationId);
    const unknown = (await findReading(trx, organizationId, reading.id))?.turnedUnknown ?? 0;
    if (state === 'on' && unknown > 0) {
      const { counted } = counts;
      const payload = { kind: 'status_unknown', unknown, counted, directoryLabel: directory.label } as const;
      await planOwnersNotice(trx, organizationId, { payload }, { mailEnabled: deps.mailer.enabled, now });
    }
    onCommit(() => deps.queue.wakeDeliveries());
  });
}

/** Only a pass that began after Slack had turned us away shows that we are back. */
async function isBack(trx: Trx, { organizationId, reading }: Pass): Promise<boolean> {
  const { away } = await getOrganization(trx, organizationId);
  return away !== null && away.since < reading.startedAt;
}
