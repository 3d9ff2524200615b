import type { PersonInput } from '../../src/playground/slack/state/person.ts';

export const TOKENS = {
  botToken: 'xoxb-bench-bot-token',
  adminToken: 'xoxp-bench-admin-token',
  signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
};

export const TEAM_ID = 'T0BENCHMRK';
export const OWNER_ID = 'U0OWNER000';

/** An owner, and members of whom every other one lacks MFA, or all. */
export function makePeople(members: number, lacking: 'half' | 'all'): PersonInput[] {
  const owner = { id: OWNER_ID, name: 'olivia', real_name: 'Olivia Owner', is_primary_owner: true, has_2fa: true };
  const rest = Array.from({ length: members }, (_, index) => ({
    id: memberId(index),
    name: `member${index}`,
    real_name: `Member Number ${index}`,
    email: `member${index}@acme.example`,
    has_2fa: lacking === 'half' && index % 2 === 0,
  }));
  return [owner, ...rest];
}

export function memberId(index: number): string {
  return `U0M${String(index).padStart(7, '0')}`;
}
