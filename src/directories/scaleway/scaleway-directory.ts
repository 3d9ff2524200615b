import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Directory, type DirectoryAccount, DirectoryError } from '../../ports.ts';
import { check } from '../http/ask.ts';
import { sweepPages } from '../http/pages.ts';
import { unreadable } from '../http/provider.ts';
import { FOR_A_PASS, toWaiting, type Waiting, WHILE_SOMEBODY_WAITS } from '../patience.ts';
import { createSeeingDirectory } from '../seeing-directory.ts';
import { openIam, readThrough, type ScalewayAccess } from './scaleway-client.ts';
import { createScalewayProvider } from './scaleway-provider.ts';
import { isAccount, type ScalewayUser, scalewayUserSchema, toAccount } from './scaleway-user.ts';

export interface ScalewayDirectoryDeps extends ScalewayAccess, Partial<Waiting> {}

/** The API allows 1 to 100 (developers/api/iam, "List users of an Organization"). */
const PAGE_SIZE = 100;
const SETUP_URL = 'https://console.scaleway.com/account/profile';
const NOTHING_SHOWN =
  'Scaleway lists people, but shows of nobody whether they have MFA. Give the bearer of the API key the permission set IAMReadOnly for the whole organization.';

const usersPage = z.object({ users: z.array(scalewayUserSchema), totalCount: z.number().nullish() });
const apiKey = z.object({ userId: z.string().nullish() });
const gracePeriods = z.object({
  gracePeriods: z.array(z.object({ type: z.string().nullish(), expiresAt: z.date().nullish() })),
});

/**
 * Scaleway IAM through its own SDK. It reads, locks and invites people and tells their time of grace; no field of the
 * API turns the organization's own enforcement on. What goes wrong is thrown as a `DirectoryError`.
 */
export function createScalewayDirectory(access: ScalewayDirectoryDeps): Directory {
  const provider = createScalewayProvider(toWaiting(access));
  const { organizationId } = access;
  const whileSomebodyWaits = () => openIam(access, provider, WHILE_SOMEBODY_WAITS);

  async function* list(signal: AbortSignal | undefined): AsyncGenerator<readonly DirectoryAccount[], void, undefined> {
    const iam = openIam(access, provider, FOR_A_PASS, signal);
    let met = 0;
    const pages = sweepPages<ScalewayUser>({
      label: provider.label,
      async readPage(number) {
        if (number === 1) met = 0;
        // Oldest first: who joins while this runs comes at the end and moves nobody.
        const question = { organizationId, page: number, pageSize: PAGE_SIZE, orderBy: 'created_at_asc' } as const;
        const answer = await readThrough(provider, iam.listUsers(question), signal);
        const { users, totalCount } = check(provider, usersPage, answer);
        met += users.length;
        const isLast = users.length === 0 || (totalCount == null ? users.length < PAGE_SIZE : met >= totalCount);
        return { items: users, isLast };
      },
    });
    for await (const users of pages) yield users.filter(isAccount).map(toAccount);
  }

  async function findUser(userId: string): Promise<ScalewayUser | null> {
    const found = await orNull(readThrough(provider, whileSomebodyWaits().getUser({ userId })));
    return found === null ? null : check(provider, scalewayUserSchema, found);
  }

  async function read(externalId: string): Promise<DirectoryAccount | null> {
    const user = await findUser(externalId);
    return user !== null && isAccount(user) ? toAccount(user) : null;
  }

  return createSeeingDirectory({
    name: 'scaleway',
    label: 'Scaleway',
    setupUrl: SETUP_URL,
    capabilities: { hold: false },
    nothingShown: NOTHING_SHOWN,
    list,
    read,
    locking: {
      async readLock(userId) {
        const user = await findUser(userId);
        if (user === null) return 'gone';
        if (user.locked == null) throw unreadable(provider, 'locked');
        return user.locked ? 'locked' : 'unlocked';
      },
      async lock(userId) {
        await readThrough(provider, whileSomebodyWaits().lockUser({ userId }));
      },
      async unlock(userId) {
        await readThrough(provider, whileSomebodyWaits().unlockUser({ userId }));
      },
      async findOwnAccount() {
        const key = whileSomebodyWaits().getAPIKey({ accessKey: access.accessKey });
        return check(provider, apiKey, await readThrough(provider, key)).userId || null;
      },
    },
    inviting: {
      async invite(email) {
        const member = {
          email,
          username: email,
          password: createPassword(),
          sendPasswordEmail: true,
          sendWelcomeEmail: true,
        };
        const unsaid = { firstName: '', lastName: '', phoneNumber: '', locale: '' };
        const question = { organizationId, tags: [], member: { ...unsaid, ...member } };
        await readThrough(provider, whileSomebodyWaits().createUser(question));
      },
    },
    grace: {
      async findGraceEnd(userId) {
        const answer = await readThrough(provider, whileSomebodyWaits().listGracePeriods({ userId }));
        const periods = check(provider, gracePeriods, answer).gracePeriods;
        return periods.find(({ type }) => type === 'set_mfa')?.expiresAt ?? null;
      },
    },
  });
}

/** Scaleway mails it to the person; nobody else ever sees it. Holds a letter of each case, a digit and a sign. */
function createPassword(): string {
  return `${randomBytes(24).toString('base64url')}aA1!`;
}

async function orNull<Read>(question: Promise<Read>): Promise<Read | null> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof DirectoryError && error.code === 'http_404') return null;
    throw error;
  }
}
