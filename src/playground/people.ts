import type { Person, PersonInput } from './slack/state/person.ts';

/** Eight people, a bot and somebody of another workspace: the story that the playground begins with. */
const CAST: readonly PersonInput[] = [
  {
    id: 'UADAEZE001',
    name: 'adaeze',
    real_name: 'Adaeze Okafor',
    is_primary_owner: true,
    has_2fa: true,
    tz: 'Africa/Lagos',
    tz_offset: 3600,
  },
  { id: 'UMATEO0002', name: 'mateo', real_name: 'Mateo Álvarez', is_owner: true, has_2fa: true, tz: 'Europe/Madrid' },
  {
    id: 'UPRIYA0003',
    name: 'priya',
    real_name: 'Priya Raman',
    is_admin: true,
    has_2fa: true,
    two_factor_type: 'sms',
    tz: 'Asia/Kolkata',
    tz_offset: 19_800,
  },
  {
    id: 'UHANA00004',
    name: 'hana',
    real_name: 'Hana Kobayashi',
    has_2fa: true,
    tz: 'Asia/Tokyo',
    tz_offset: 32_400,
  },
  { id: 'UJONAS0005', name: 'jonas', real_name: 'Jonas Lindqvist', tz: 'Europe/Stockholm' },
  {
    id: 'UAMIRA0006',
    name: 'amira',
    real_name: 'Amira Haddad',
    has_2fa: true,
    tz: 'Africa/Cairo',
    tz_offset: 7200,
  },
  {
    id: 'UKEONI0007',
    name: 'keoni',
    real_name: 'Keoni Nakamura-Kealoha',
    tz: 'Pacific/Honolulu',
    tz_offset: -36_000,
  },
  {
    id: 'UCLAIRE008',
    name: 'claire',
    real_name: 'Claire Dubois',
    email: 'claire@studio-dubois.example',
    is_restricted: true,
    has_2fa: true,
    two_factor_type: 'sms',
    tz: 'America/Montreal',
    tz_offset: -18_000,
  },
  { id: 'UBUILDBOT9', name: 'buildbot', real_name: 'Build Bot', email: null, is_bot: true },
  {
    id: 'USAMUEL010',
    name: 'samuel',
    real_name: 'Samuel Park',
    email: 'samuel@northwind.example',
    foreign_team_id: 'T0NORTHWIND',
    tz: 'America/New_York',
    tz_offset: -18_000,
  },
];

/** In Slack it is Jonas and Keoni who lack MFA; in every other directory Jonas and Hana: who reads two sees who lacks which. */
const STORY_IDS = new Set(CAST.map(({ id }) => id));
const WITHOUT_MFA_ELSEWHERE = new Set(['UJONAS0005', 'UHANA00004']);

/** Whether somebody begins with MFA in the directories other than Slack. */
export function hasMfaElsewhere({ id, has_2fa }: Pick<Person, 'id' | 'has_2fa'>): boolean {
  return STORY_IDS.has(id) ? !WITHOUT_MFA_ELSEWHERE.has(id) : has_2fa;
}

const STORY_SIZE = CAST.filter(({ is_bot, foreign_team_id }) => !is_bot && !foreign_team_id).length;

const FIRST_NAMES = [
  'Aisha',
  'Bram',
  'Chidi',
  'Daria',
  'Emeka',
  'Freya',
  'Goran',
  'Huda',
  'Ines',
  'Jun',
  'Kofi',
  'Linh',
];
const LAST_NAMES = [
  'Abebe',
  'Bianchi',
  'Costa',
  'Demir',
  'Eriksen',
  'Farouk',
  'García',
  'Horváth',
  'Ito',
  'Jansen',
  'Khan',
];
const ZONES = [
  ['America/Los_Angeles', -28_800],
  ['Europe/Berlin', 3600],
  ['Africa/Nairobi', 10_800],
  ['Asia/Singapore', 28_800],
  ['Australia/Sydney', 36_000],
] as const;

// One in nine lacks MFA and one in forty is a guest: a workspace that has some way to go.
const MISSING_EVERY = 9;
const GUEST_EVERY = 40;

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

/** One of the many, always the same for the same number. */
function buildColleague(number: number): PersonInput {
  const first = pick(FIRST_NAMES, number);
  const last = pick(LAST_NAMES, Math.floor(number / FIRST_NAMES.length));
  const [tz, tz_offset] = pick(ZONES, number);
  const hasMfa = number % MISSING_EVERY !== 0;
  return {
    id: `UM${String(number).padStart(8, '0')}`,
    name: `${first.toLowerCase()}.${number}`,
    real_name: `${first} ${last}`,
    email: `${first.toLowerCase()}.${number}@example.com`,
    has_2fa: hasMfa,
    two_factor_type: hasMfa ? (number % 4 === 0 ? 'sms' : 'app') : null,
    is_restricted: number % GUEST_EVERY === 0,
    tz,
    tz_offset,
  };
}

/** The people of a playground: the story's, and so many more that there are `count` members. */
export function buildPeople(count: number = STORY_SIZE): PersonInput[] {
  const more = Math.max(0, count - STORY_SIZE);
  const people = [...CAST, ...Array.from({ length: more }, (_, index) => buildColleague(index + 1))];
  return people.map((person) => ({ ...person, display_name: person.real_name ?? person.name }));
}
