/** What happens to the members of the simulation: the same at every run, and written down as it happens. */
import { upsertAccounts } from '../../../src/db/account-repository.ts';
import type { Trx } from '../../../src/db/database.ts';
import { lockEnforcement } from '../../../src/db/enforcement-repository.ts';
import { updateMember } from '../../../src/db/member-repository.ts';
import { refreshMfaStatus } from '../../../src/db/member-status-repository.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import type { MemberId, OrganizationId } from '../../../src/domain/ids.ts';
import type { MfaStatus } from '../../../src/domain/mfa.ts';
import type { Caller } from '../../../src/service/caller.ts';
import type { ServiceDeps } from '../../../src/service/deps.ts';
import { settleMembers } from '../../../src/service/members/settling.ts';
import type { Services } from '../../../src/service/services.ts';
import { exempt } from '../db/world.ts';

/** 29 zones from UTC+14 to UTC−11, with half hours and changes of the clocks, and nobody's. */
export const ZONES = [
  ...['Pacific/Kiritimati', 'Pacific/Auckland', 'Pacific/Chatham', 'Australia/Sydney', 'Australia/Lord_Howe'],
  ...['Australia/Adelaide', 'Asia/Tokyo', 'Asia/Shanghai', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Karachi'],
  ...['Asia/Tehran', 'Asia/Dubai', 'Europe/Moscow', 'Africa/Cairo', 'Africa/Nairobi', 'Europe/Helsinki'],
  ...['Europe/Amsterdam', 'Europe/London', 'Africa/Casablanca', 'America/Sao_Paulo', 'America/St_Johns'],
  ...['America/Santiago', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
  ...['Pacific/Honolulu', 'Pacific/Pago_Pago', null],
];

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** From when to when something held for a member; `to` is open at first. */
export interface Span {
  from: Date;
  to: Date | null;
}

/** What a judge may know of one member, besides the ledger. */
export interface Past {
  zone: string | null;
  /** Times in which no reminder may come: MFA on or unknown, exempt, gone. */
  spared: Span[];
  /** Away by their status, or not to be disturbed. */
  quiet: Span[];
  /** How long they were away in all, which moves their deadline. */
  awayMs: number;
  snoozes: { at: Date; until: Date; left: number }[];
  refusedSnoozes: number;
  lacksAtEnd: boolean;
}

interface Scene {
  deps: ServiceDeps;
  organizationId: OrganizationId;
  services: Services;
  undisturbed: Map<string, Date>;
  memberIds: readonly MemberId[];
  start: Date;
}

/** One in so many has this life; the rest never answer. */
type Life = (scene: Scene, index: number, past: Past, hour: number) => Promise<void>;

async function change(
  { deps, organizationId }: Scene,
  id: MemberId,
  work: (trx: Trx, now: Date) => Promise<void>,
): Promise<void> {
  await inTransaction(deps.database, async (trx) => {
    await lockEnforcement(trx, organizationId);
    const now = deps.clock.now();
    await work(trx, now);
    const reach = { mailEnabled: true, now };
    const settlement = { organizationId, enforced: false, appearedSince: now, source: 'reading', reach };
    await settleMembers(trx, settlement, [id]);
  });
}

function idOf({ memberIds }: Scene, index: number): MemberId {
  const id = memberIds[index];
  if (id === undefined) throw new Error(`no member ${index}`);
  return id;
}

async function setStatus(scene: Scene, index: number, past: Past, status: MfaStatus): Promise<void> {
  const { organizationId, deps } = scene;
  const memberId = idOf(scene, index);
  await change(scene, memberId, async (trx, now) => {
    const account = { memberId, directory: 'slack', externalId: `U${index}`, status, method: null };
    await upsertAccounts(trx, organizationId, [{ ...account, statusReadAt: now, readingId: null }]);
    await refreshMfaStatus(trx, organizationId, [memberId]);
  });
  past.lacksAtEnd = status === 'disabled';
  const now = deps.clock.now();
  if (status === 'disabled') close(past.spared, now);
  else if (past.spared.at(-1)?.to !== null) past.spared.push({ from: now, to: null });
}

function close(spans: Span[], at: Date): void {
  const last = spans.at(-1);
  if (last !== undefined && last.to === null) last.to = at;
}

/** Turns MFA on on a day of their own; every fifth of them loses it again and finds it once more. */
const turnsOn: Life = async (scene, index, past, hour) => {
  const onAt = 30 + ((index * 37) % 600);
  if (hour === onAt) await setStatus(scene, index, past, 'enabled');
  if (index % 5 !== 0) return;
  if (hour === onAt + 60) await setStatus(scene, index, past, 'disabled');
  if (hour === onAt + 170) await setStatus(scene, index, past, 'enabled');
};

const turnsUnknown: Life = async (scene, index, past, hour) => {
  if (hour === 100 + (index % 200)) await setStatus(scene, index, past, 'unknown');
  if (hour === 240 + (index % 200)) await setStatus(scene, index, past, 'disabled');
};

const leaves: Life = async (scene, index, past, hour) => {
  if (hour !== 90 + (index % 300)) return;
  await change(scene, idOf(scene, index), (trx, now) =>
    updateMember(trx, scene.organizationId, idOf(scene, index), { state: 'deactivated' }, now),
  );
  past.spared.push({ from: scene.deps.clock.now(), to: null });
  past.lacksAtEnd = false;
};

const isExempted: Life = async (scene, index, past, hour) => {
  if (hour !== 120 + (index % 200)) return;
  const startsAt = scene.deps.clock.now();
  const endsAt = new Date(startsAt.getTime() + 6 * DAY_MS);
  const [sponsor] = scene.memberIds;
  if (sponsor === undefined) return;
  await exempt(scene.deps.database.db, scene.organizationId, idOf(scene, index), sponsor, { startsAt, endsAt });
  past.spared.push({ from: startsAt, to: endsAt });
};

/** A vacation of ten days in their status, from which every other one is back two days early. */
const goesAway: Life = async (scene, index, past, hour) => {
  const awayAt = 48 + (index % 300);
  const now = scene.deps.clock.now();
  const setAway = (awayUntil: Date | null) =>
    updateMember(scene.deps.database.db, scene.organizationId, idOf(scene, index), { awayUntil }, now);
  if (hour === awayAt) {
    const until = new Date(now.getTime() + 10 * DAY_MS);
    await setAway(until);
    past.quiet.push({ from: now, to: until });
    past.awayMs = 10 * DAY_MS;
  }
  const last = past.quiet.at(-1);
  if (hour === awayAt + 8 * 24 && index % 2 === 0 && last !== undefined) {
    await setAway(null);
    last.to = now;
    past.awayMs = 8 * DAY_MS;
  }
};

/** Every evening's do-not-disturb that lasts into the morning, and once a whole day. */
const isUndisturbed: Life = async (scene, index, past, hour) => {
  const now = scene.deps.clock.now();
  const lengthHours = hour === 72 ? 30 : 13;
  if (hour % 24 !== index % 24) return;
  const until = new Date(now.getTime() + lengthHours * HOUR_MS);
  scene.undisturbed.set(`U${index}`, until);
  past.quiet.push({ from: now, to: until });
};

/** Puts off for an hour, until tomorrow, or until next week, as often as they may and once more. */
const snoozes: Life = async (scene, index, past, hour) => {
  if (hour % 60 !== index % 60 || hour < 24) return;
  const { deps, organizationId, services } = scene;
  const caller: Caller = { organizationId, slackUserId: `U${index}`, source: 'slack:button' };
  const choice = (['hour', 'tomorrow', 'next_week'] as const)[index % 3] ?? 'hour';
  const outcome = await services.campaigns.snooze(caller, { snooze: choice, reminderId: null });
  if (outcome.type === 'refused') past.refusedSnoozes += 1;
  else past.snoozes.push({ at: deps.clock.now(), until: outcome.value.until, left: outcome.value.left });
};

const LIVES: readonly (readonly Life[])[] = [
  ...[[turnsOn], [turnsOn], [turnsOn], [turnsOn], [turnsOn], [turnsOn], [turnsOn], [turnsOn]],
  ...[[], [], [turnsUnknown], [leaves], [isExempted], [goesAway], [isUndisturbed], [snoozes], [snoozes, turnsOn]],
  ...[
    [goesAway, snoozes],
    [isUndisturbed, turnsUnknown],
  ],
];

export function createLives(scene: Scene) {
  const past = new Map<MemberId, Past>(
    scene.memberIds.map((id, index) => [
      id,
      {
        zone: ZONES[index % ZONES.length] ?? null,
        ...{ spared: [], quiet: [], awayMs: 0, snoozes: [], refusedSnoozes: 0, lacksAtEnd: true },
      },
    ]),
  );
  return {
    past,
    /** Lives on the full hour: whatever happens, happens between two ticks. */
    async live(now: Date): Promise<void> {
      const hours = (now.getTime() - scene.start.getTime()) / HOUR_MS;
      if (!Number.isInteger(hours)) return;
      for (const [index, id] of scene.memberIds.entries()) {
        const known = past.get(id);
        const lives = LIVES[Math.floor(index / ZONES.length) % LIVES.length] ?? [];
        if (known === undefined) continue;
        for (const life of lives) await life(scene, index, known, hours);
      }
    },
  };
}
