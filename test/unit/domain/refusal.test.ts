import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '../../../src/domain/permission.ts';
import { EMPTY_TALLY } from '../../../src/domain/readiness.ts';
import { type Refusal, type RefusalCode, sentenceOf } from '../../../src/domain/refusal.ts';

const sentence = 'The directory did not answer. Please try again in a few minutes.';

/** One of each: the compiler asks for a sample of every code that is added. */
const SAMPLES: { readonly [Code in RefusalCode]: Extract<Refusal, { code: Code }> } = {
  not_permitted: { code: 'not_permitted', needed: 'enforce' },
  owners_only: { code: 'owners_only' },
  caller_unknown: { code: 'caller_unknown' },
  role_unreadable: { code: 'role_unreadable' },
  wrong_word: { code: 'wrong_word', word: 'ENFORCE' },
  already_on: { code: 'already_on' },
  already_requested: { code: 'already_requested' },
  already_decided: { code: 'already_decided' },
  superseded: { code: 'superseded' },
  lapsed: { code: 'lapsed' },
  reading_failed: { code: 'reading_failed', sentence },
  reading_held: { code: 'reading_held', sentence: 'It would mark 4 of 10 members as gone.' },
  actor_not_counted: { code: 'actor_not_counted' },
  actor_not_enabled: { code: 'actor_not_enabled', status: 'disabled' },
  nobody_counted: { code: 'nobody_counted' },
  not_ready: { code: 'not_ready', disabled: 2, unknown: 3, tally: EMPTY_TALLY },
  exemptions_unconfirmed: { code: 'exemptions_unconfirmed', exempt: 2, active: 6 },
  nothing_to_stop: { code: 'nothing_to_stop' },
  approval_closed: { code: 'approval_closed' },
  own_approval: { code: 'own_approval' },
  granted_recently: { code: 'granted_recently' },
  already_asked: { code: 'already_asked' },
  no_second_person: { code: 'no_second_person' },
  nothing_to_pause: { code: 'nothing_to_pause' },
  nothing_to_disarm: { code: 'nothing_to_disarm' },
  pause_length: { code: 'pause_length' },
  already_armed: { code: 'already_armed' },
  paused_already: { code: 'paused_already' },
  date_missing: { code: 'date_missing' },
  date_too_early: { code: 'date_too_early' },
  date_too_late: { code: 'date_too_late' },
  nothing_held: { code: 'nothing_held' },
  no_lock_waits: { code: 'no_lock_waits' },
  person_not_locked: { code: 'person_not_locked' },
  person_unknown: { code: 'person_unknown' },
  person_not_member: { code: 'person_not_member' },
  person_deactivated: { code: 'person_deactivated' },
  person_still_here: { code: 'person_still_here' },
  person_enabled: { code: 'person_enabled' },
  person_status_unknown: { code: 'person_status_unknown', blindness: null },
  person_exempt: { code: 'person_exempt' },
  person_out_of_scope: { code: 'person_out_of_scope' },
  reminded_recently: { code: 'reminded_recently', minutesLeft: 12 },
  not_your_message: { code: 'not_your_message' },
  round_already_sent: { code: 'round_already_sent' },
  nothing_failed: { code: 'nothing_failed' },
  owner_keeps_rights: { code: 'owner_keeps_rights' },
  admin_has_rights: { code: 'admin_has_rights' },
  not_grantable_to_group: { code: 'not_grantable_to_group', permission: 'enforce' },
  already_granted: { code: 'already_granted', permission: 'view' },
  nothing_granted: { code: 'nothing_granted' },
  exempt_self: { code: 'exempt_self' },
  already_exempt: { code: 'already_exempt' },
  not_exempt: { code: 'not_exempt' },
  organization_away: { code: 'organization_away' },
  campaign_overlaps: { code: 'campaign_overlaps' },
  campaign_armed: { code: 'campaign_armed' },
  campaign_gone: { code: 'campaign_gone' },
  campaign_changed: { code: 'campaign_changed' },
  nothing_to_snooze: { code: 'nothing_to_snooze' },
  snoozes_used_up: { code: 'snoozes_used_up' },
  snooze_too_long: { code: 'snooze_too_long', longestDays: 7 },
  snooze_past_deadline: { code: 'snooze_past_deadline' },
  cannot_invite: { code: 'cannot_invite' },
  invited_is_member: { code: 'invited_is_member' },
  already_invited: { code: 'already_invited' },
  invited_recently: { code: 'invited_recently', hoursLeft: 7 },
  too_many_invitations: { code: 'too_many_invitations', limit: 50 },
  invitation_over: { code: 'invitation_over' },
  nothing_to_link: { code: 'nothing_to_link' },
  nothing_linked: { code: 'nothing_linked' },
};

/** The same code with other facts. */
const VARIANTS: readonly Refusal[] = [
  ...PERMISSIONS.map((needed): Refusal => ({ code: 'not_permitted', needed })),
  { code: 'wrong_word', word: 'STOP' },
  { code: 'actor_not_enabled', status: 'unknown' },
  { code: 'not_ready', disabled: 1, unknown: 0, tally: EMPTY_TALLY },
  { code: 'not_ready', disabled: 0, unknown: 1, tally: EMPTY_TALLY },
  { code: 'not_ready', disabled: 1, unknown: 1, tally: EMPTY_TALLY },
  { code: 'reminded_recently', minutesLeft: 1 },
  { code: 'snooze_too_long', longestDays: 1 },
  { code: 'invited_recently', hoursLeft: 1 },
  { code: 'person_status_unknown', blindness: sentence },
];
const ALL: readonly Refusal[] = [...Object.values(SAMPLES), ...VARIANTS];

const titled = Object.values(SAMPLES).map((refusal) => [refusal.code, refusal] as const);

describe('the sentence of a refusal', () => {
  it.each(titled)('%s: is a whole sentence, not too long to be read', (_code, refusal) => {
    expect(sentenceOf(refusal)).toMatch(/^[A-Z0-9].{20,260}\.$/);
    expect(sentenceOf(refusal)).not.toMatch(/undefined|null|NaN|\[object| {2}/);
  });

  it('is its own: no two codes share one', () => {
    const sentences = ALL.map(sentenceOf);
    const repeated = sentences.filter((text, index) => sentences.indexOf(text) !== index);
    // `not_permitted` with `enforce` is among the samples and the variants.
    expect(repeated).toEqual([sentenceOf(SAMPLES.not_permitted)]);
  });

  it.each(titled)('%s: says what to do next, or that there is nothing to do', (_code, refusal) => {
    expect(sentenceOf(refusal)).toMatch(
      /\b(please|open|ask|again|can|need)\b|\bresult (comes|came) to you\b|\bnothing\b|\bno (reminder|MFA)\b|\bnot asked\b|already, /i,
    );
  });

  it.each(titled.filter(([code]) => /^(superseded|lapsed|reading_|actor_not_enabled|exemptions_)/.test(code)))(
    '%s: a refused request to enforce says how to go on',
    (_code, refusal) => {
      expect(sentenceOf(refusal)).toMatch(/again/);
    },
  );

  it('names the permission that is needed, and how one gets it', () => {
    for (const needed of PERMISSIONS) {
      const text = sentenceOf({ code: 'not_permitted', needed });
      expect(text).toContain(`*${needed}*`);
      expect(text).toContain('/mfa grant');
    }
  });

  it('uses the word unknown when it is because of unknown', () => {
    const because: readonly Refusal[] = [
      { code: 'actor_not_enabled', status: 'unknown' },
      { code: 'person_status_unknown', blindness: null },
      { code: 'person_status_unknown', blindness: sentence },
      ...[1, 2, 40].flatMap((unknown) =>
        [0, 1, 7].map((disabled): Refusal => ({ code: 'not_ready', disabled, unknown, tally: EMPTY_TALLY })),
      ),
    ];
    for (const refusal of because) expect(sentenceOf(refusal)).toMatch(/\bunknown\b/);
  });

  it('accuses nobody of unknown when all is known', () => {
    expect(sentenceOf({ code: 'actor_not_enabled', status: 'disabled' })).not.toMatch(/unknown/);
    expect(sentenceOf({ code: 'not_ready', disabled: 3, unknown: 0, tally: EMPTY_TALLY })).not.toMatch(/unknown/);
  });

  it('counts people in words that fit the number', () => {
    const notReady = (disabled: number, unknown: number) =>
      sentenceOf({ code: 'not_ready', disabled, unknown, tally: EMPTY_TALLY });
    expect(notReady(1, 0)).toContain('1 person still needs to turn MFA on');
    expect(notReady(2, 0)).toContain('2 people still need to turn MFA on');
    expect(notReady(0, 1)).toContain('the MFA status of 1 person is unknown');
    expect(notReady(2, 3)).toContain('2 people still need to turn MFA on, and the MFA status of 3 people is unknown');
    expect(sentenceOf({ code: 'reminded_recently', minutesLeft: 1 })).toContain('in 1 minute.');
    expect(sentenceOf({ code: 'reminded_recently', minutesLeft: 12 })).toContain('in 12 minutes.');
  });

  it('carries no markup that pings, links or mentions, and nothing that a person typed', () => {
    for (const refusal of ALL) expect(sentenceOf(refusal)).not.toMatch(/[<>&@](?! from the list)/);
    const fields = new Set(ALL.flatMap((refusal) => Object.keys(refusal)));
    const known =
      'code needed word sentence status disabled unknown tally longestDays exempt active blindness minutesLeft permission ' +
      'hoursLeft limit';
    expect([...fields].sort()).toEqual(known.split(' ').sort());
  });

  it('says the same numbers that the facts hold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9_999 }), fc.integer({ min: 2, max: 9_999 }), (one, other) => {
        const notReady = sentenceOf({ code: 'not_ready', disabled: one, unknown: other, tally: EMPTY_TALLY });
        expect(notReady.match(/\d+/g)).toEqual([String(one), String(other)]);
        const unconfirmed = sentenceOf({ code: 'exemptions_unconfirmed', exempt: one, active: other });
        expect(unconfirmed.match(/\d+/g)).toEqual([String(one), String(other)]);
      }),
    );
  });
});
