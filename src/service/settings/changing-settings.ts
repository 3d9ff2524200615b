/** `/mfa settings`: people with `manage`, by their live role. Nobody overwrites what they have not seen. */
import pTimeout from 'p-timeout';
import { appendAuditEvent } from '../../db/audit-repository.ts';
import type { Trx } from '../../db/database.ts';
import { lockEnforcement } from '../../db/enforcement-repository.ts';
import { tallyMembers } from '../../db/member-list-repository.ts';
import { findMember } from '../../db/member-repository.ts';
import { findSettingsChange, getSettings, saveSettings } from '../../db/settings-repository.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { JsonValue } from '../../domain/audit.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import { includes } from '../../domain/permission.ts';
import type { Refusal } from '../../domain/refusal.ts';
import {
  changedSettings,
  conflictingSettings,
  mergeSettings,
  type SettingName,
  type SettingProblem,
  type Settings,
  settingProblems,
} from '../../domain/settings.ts';
import { recordRefusal } from '../audit/refusals.ts';
import type { Caller } from '../caller.ts';
import { personOf } from '../deliveries/composing.ts';
import type { ServiceDeps } from '../deps.ts';
import { findOfficer, readLivePermission } from '../members/actor.ts';
import { judgeAnew } from '../members/judging-anew.ts';
import { done, refused } from '../outcome.ts';
import type { Outcome, SettingsScreen } from '../screens/screens.ts';
import { askForWeakening } from './weakening.ts';

type SettingsDeps = Pick<
  ServiceDeps,
  'database' | 'clock' | 'roster' | 'log' | 'directories' | 'mailer' | 'queue' | 'notifier'
>;

export interface SettingsSubmission {
  /** What the person saw when they opened the modal. */
  seen: Settings;
  chosen: Settings;
}

export type SettingsOutcome =
  /** `asked`: what takes two, and waits for a second person. */
  | { type: 'saved'; settings: Settings; changed: readonly SettingName[]; asked: readonly SettingName[] }
  | { type: 'invalid'; problems: readonly SettingProblem[] }
  /** Somebody else changed the same meanwhile: the screen shows what was typed, and what is new. */
  | { type: 'conflict'; screen: SettingsScreen }
  | { type: 'refused'; refusal: Refusal };

export async function openSettings(deps: SettingsDeps, caller: Caller): Promise<Outcome<SettingsScreen>> {
  const { member, permission } = await findOfficer(deps, caller);
  if (!includes(permission, 'manage')) {
    const refusal: Refusal = { code: 'not_permitted', needed: 'manage' };
    await recordRefusal(deps, caller, member.id, 'settings.refused', refusal);
    return refused(refusal);
  }
  const current = await getSettings(deps.database.db, caller.organizationId);
  return done(await showSettings(deps, caller.organizationId, { shown: current, current, changedMeanwhile: [] }));
}

async function showSettings(
  { database: { db }, clock }: SettingsDeps,
  organizationId: OrganizationId,
  facts: Pick<SettingsScreen, 'shown' | 'current' | 'changedMeanwhile'>,
): Promise<SettingsScreen> {
  const change = await findSettingsChange(db, organizationId);
  const tally = await tallyMembers(db, organizationId, clock.now());
  const by = change?.by ? await findMember(db, organizationId, change.by, clock.now()) : null;
  return {
    ...facts,
    tally,
    lastChange: change === null ? null : { at: change.at, by: by === null ? null : personOf(by) },
  };
}

export async function submitSettings(
  deps: SettingsDeps,
  caller: Caller,
  submission: SettingsSubmission,
): Promise<SettingsOutcome> {
  const { organizationId } = caller;
  const { member } = await findOfficer(deps, caller);
  const refusal = await refuseChange(deps, caller);
  if (refusal !== null) {
    await recordRefusal(deps, caller, member.id, 'settings.refused', refusal);
    return refused(refusal);
  }
  const problems = [...settingProblems(submission.chosen), ...(await greetHelpChannel(deps, submission))];
  if (problems.length > 0) return { type: 'invalid', problems };
  const result = await inTransaction(deps.database, (trx, onCommit) => {
    onCommit(() => deps.queue.wakeDeliveries());
    return save(deps, trx, caller, member.id, submission);
  });
  if (result.type === 'saved' && result.changed.includes('smsCounts')) judgeInBackground(deps, organizationId);
  if (result.type !== 'conflict') return result;
  return { type: 'conflict', screen: await showSettings(deps, organizationId, result) };
}

/** A submission must be answered within 3 s, and the role is read live before. */
const GREETING_LIMIT_MS = 900;

/** Muster greets a channel that is new, and so finds out whether it is in it. */
async function greetHelpChannel(
  { notifier, log }: SettingsDeps,
  { seen, chosen: { helpChannel } }: SettingsSubmission,
): Promise<SettingProblem[]> {
  if (helpChannel === null || helpChannel === seen.helpChannel) return [];
  try {
    const isThere = await pTimeout(notifier.greet(helpChannel), { milliseconds: GREETING_LIMIT_MS });
    return isThere ? [] : [{ name: 'helpChannel', sentence: NOT_IN_CHANNEL }];
  } catch (error) {
    log.warn({ err: error }, 'the channel for help could not be greeted');
    return [{ name: 'helpChannel', sentence: 'Slack did not answer in time. Please press Save again.' }];
  }
}

const NOT_IN_CHANNEL =
  'Muster is not in this channel. Type /invite @Muster there, then press Save again; or choose another channel.';

/** Many may be judged anew, and the answer is due in 3 s. A crash loses nothing: the tick goes on with who is left. */
function judgeInBackground(deps: SettingsDeps, organizationId: OrganizationId): void {
  judgeAnew(deps, organizationId).catch((error: unknown) => deps.log.error({ err: error }, 'not all were judged anew'));
}

async function refuseChange(deps: SettingsDeps, { organizationId, slackUserId }: Caller): Promise<Refusal | null> {
  const live = await readLivePermission(deps, organizationId, slackUserId);
  if (live.type === 'unreadable') return { code: 'role_unreadable' };
  return includes(live.permission, 'manage') ? null : { code: 'not_permitted', needed: 'manage' };
}

type SaveResult =
  | Extract<SettingsOutcome, { type: 'saved' | 'invalid' }>
  | ({ type: 'conflict' } & Pick<SettingsScreen, 'shown' | 'current' | 'changedMeanwhile'>);

async function save(
  { clock, mailer }: SettingsDeps,
  trx: Trx,
  { organizationId, source }: Caller,
  actorId: MemberId,
  { seen, chosen }: SettingsSubmission,
): Promise<SaveResult> {
  const now = clock.now();
  const reach = { mailEnabled: mailer.enabled, now };
  await lockEnforcement(trx, organizationId);
  const current = await getSettings(trx, organizationId);
  const changedMeanwhile = conflictingSettings({ seen, chosen, current });
  const merged = mergeSettings({ seen, chosen, current });
  if (changedMeanwhile.length > 0) return { type: 'conflict', shown: merged, current, changedMeanwhile };
  const weakening = await askForWeakening(trx, organizationId, { current, merged, actorId, source, reach });
  if (weakening.type === 'invalid') return weakening;
  const { settings, asked } = weakening;
  const changed = changedSettings(current, settings);
  if (changed.length === 0) return { type: 'saved', settings, changed, asked };
  await saveSettings(trx, organizationId, settings, { changedBy: actorId, now });
  await appendAuditEvent(trx, organizationId, {
    at: now,
    type: 'settings.changed',
    actor: { type: 'member', id: actorId },
    source,
    subjectId: null,
    before: pick(current, changed),
    after: pick(settings, changed),
  });
  return { type: 'saved', settings, changed, asked };
}

/** Only what changed; a channel stands there as its id. */
function pick(settings: Settings, names: readonly SettingName[]): JsonValue {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}
