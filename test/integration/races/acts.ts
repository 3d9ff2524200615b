import fc from 'fast-check';
import { MFA_STATUSES, type MfaStatus } from '../../../src/domain/mfa.ts';
import { PEOPLE, type Real } from './organization.ts';

/** Something that one person, or the world, does. All that is in it was chosen before the run. */
export type Act =
  | { type: 'enforce' | 'stop'; who: number; bot: number; opened: 'now' | 'before' }
  | { type: 'cancel' | 'check'; who: number; bot: number }
  | { type: 'grant' | 'revoke'; who: number; bot: number }
  | { type: 'read'; bot: number }
  | { type: 'mfa'; who: number; mfa: MfaStatus }
  | { type: 'demote' | 'promote' }
  | { type: 'wait'; minutes: number };

const anyWho = fc.nat(PEOPLE - 1);
const anyOfficer = fc.oneof({ weight: 4, arbitrary: fc.nat(2) }, { weight: 1, arbitrary: anyWho });
const anyBot = fc.nat(1);

export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom<'enforce' | 'stop'>('enforce', 'enforce', 'stop'),
      who: anyOfficer,
      bot: anyBot,
      opened: fc.constantFrom<'now' | 'before'>('now', 'now', 'now', 'before'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('read' as const), bot: anyBot }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('mfa' as const),
      who: anyWho,
      mfa: fc.oneof({ weight: 3, arbitrary: fc.constant<MfaStatus>('enabled') }, fc.constantFrom(...MFA_STATUSES)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom<'grant' | 'revoke'>('grant', 'revoke'),
      who: fc.constantFrom(2, 2, 3),
      bot: anyBot,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom<'cancel' | 'check'>('cancel', 'check'), who: anyWho, bot: anyBot }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom<'demote' | 'promote'>('demote', 'promote') }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('wait' as const), minutes: fc.constantFrom(1, 31, 24 * 60) }),
  },
);

/** What was known when the windows were opened: some are from before the last change. */
export interface Windows {
  now: number;
  before: number;
}

const EXEMPT_NONE = null;

/** Does it. What it answers is judged by what was written down. */
export async function perform(real: Real, act: Act, windows: Windows): Promise<unknown> {
  switch (act.type) {
    case 'enforce': {
      const submission = { word: 'ENFORCE', confirmedExempt: EXEMPT_NONE, viewId: null };
      const revision = windows[act.opened];
      return await services(real, act).enforcement.submit(real.callerOf(act.who), { ...submission, revision });
    }
    case 'stop': {
      const submission = { word: 'STOP', reason: null, forMs: null, revision: windows[act.opened] };
      return await services(real, act).enforcement.submitStop(real.callerOf(act.who), submission);
    }
    case 'cancel': {
      const waiting = await real.db
        .selectFrom('enforce_requests')
        .select('id')
        .where('organization_id', '=', real.organizationId)
        .where('state', '=', 'waiting')
        .executeTakeFirst();
      if (waiting === undefined) return null;
      return await services(real, act).enforcement.cancel(real.callerOf(act.who), waiting.id);
    }
    case 'check':
      return await services(real, act).checks.check(real.callerOf(act.who));
    case 'grant':
    case 'revoke': {
      const subject = { type: 'member', slackUserId: real.world.at(act.who).slackUserId } as const;
      return await services(real, act).grants[act.type](real.callerOf(0), { subject, permission: 'enforce' });
    }
    case 'read':
      return await real.bot(act.bot).background.read(real.organizationId);
    case 'mfa':
      real.world.at(act.who).mfa = act.mfa;
      return await real.world.turn(`${act.who} is ${act.mfa}`);
    case 'demote':
    case 'promote':
      real.world.at(1).role = act.type === 'demote' ? 'member' : 'owner';
      return await real.world.turn(act.type);
    case 'wait':
      real.time.now = new Date(real.time.now.getTime() + act.minutes * 60_000);
      return null;
  }
}

function services(real: Real, { bot }: { bot: number }) {
  return real.bot(bot).services;
}
