/** Settings that weaken the protection take two, where the organization has chosen so; turning that on needs two people. */
import type { Trx } from '../../db/database.ts';
import { type ApprovedAct, refuseSecondPerson } from '../../domain/approval.ts';
import type { MemberId, OrganizationId } from '../../domain/ids.ts';
import { type Refusal, sentenceOf } from '../../domain/refusal.ts';
import {
  type SettingName,
  type SettingProblem,
  type Settings,
  type WeakeningSetting,
  weakeningSettings,
} from '../../domain/settings.ts';
import { askSecondPerson } from '../approvals/asking.ts';
import { listOfficers } from '../approvals/officers.ts';
import type { Reach } from '../deliveries/notices.ts';

interface Change {
  current: Settings;
  merged: Settings;
  actorId: MemberId;
  source: string;
  reach: Reach;
}

/** What can be saved now, and what a second person was asked for. */
export type Weakening =
  | { type: 'saveable'; settings: Settings; asked: readonly SettingName[] }
  | { type: 'invalid'; problems: readonly SettingProblem[] };

export async function askForWeakening(trx: Trx, organizationId: OrganizationId, change: Change): Promise<Weakening> {
  const { current, merged, actorId, source, reach } = change;
  if (!current.secondPerson) return turnOn(trx, organizationId, change);
  const asked = weakeningSettings(current, merged);
  let settings = merged;
  for (const name of asked) {
    const act = actOf(name, merged);
    const result = await askSecondPerson(trx, organizationId, {
      act,
      reason: null,
      requestedBy: actorId,
      source,
      reach,
    });
    if ('code' in result) return problemAt(name, result);
    settings = { ...settings, [name]: current[name] };
  }
  return { type: 'saveable', settings, asked };
}

async function turnOn(
  trx: Trx,
  organizationId: OrganizationId,
  { merged, actorId, reach }: Change,
): Promise<Weakening> {
  if (!merged.secondPerson) return { type: 'saveable', settings: merged, asked: [] };
  const refusal = refuseSecondPerson(await listOfficers(trx, organizationId, reach.now), actorId, reach.now);
  return refusal === null ? { type: 'saveable', settings: merged, asked: [] } : problemAt('secondPerson', refusal);
}

function actOf(name: WeakeningSetting, { graceDays }: Settings): ApprovedAct {
  switch (name) {
    case 'graceDays':
      return { type: 'longer_grace', graceDays };
    case 'locking':
      return { type: 'no_locking' };
    case 'secondPerson':
      return { type: 'one_person' };
  }
}

function problemAt(name: SettingName, refusal: Refusal): Weakening {
  return { type: 'invalid', problems: [{ name, sentence: sentenceOf(refusal) }] };
}
