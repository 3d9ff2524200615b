import type { Config } from '../../config.ts';
import { createDirectories } from '../../directories/index.ts';
import { createLogger } from '../../log.ts';
import type { Directory, DirectoryAccount } from '../../ports.ts';
import { createSlackClient } from '../../slack/client.ts';
import { identify } from '../../slack/identity.ts';
import { type Finding, look, note, well, wrong } from './finding.ts';

/** A directory that makes Muster wait for its limits is not waited for. */
const PATIENCE_MS = 60_000;

/** Each directory that is listed: whether it lets Muster in, what it shows, and what it can do. */
export async function checkDirectories(config: Config): Promise<readonly Finding[]> {
  const directories = await openDirectories(config);
  const groups = await Promise.all(
    directories.map((directory) => look(nameOf(directory), () => checkDirectory(directory))),
  );
  return groups.flat();
}

/** The workspace's id is needed by one of them only, which says itself what is wrong with a token. */
async function openDirectories({ slack, directories, providers }: Config): Promise<Directory[]> {
  const { adminToken, botToken, apiUrl } = slack;
  const log = createLogger('silent');
  const client = createSlackClient({ botToken, apiUrl, log });
  const adminClient = adminToken === null ? null : createSlackClient({ botToken: adminToken, apiUrl, log });
  const team = directories.includes('slack') ? await identify(client).catch(() => null) : null;
  const teamId = () => team?.slackTeamId ?? '';
  const known = team === null ? directories.filter((name) => name !== 'slack') : directories;
  return createDirectories(known, { slack: { client, adminClient, teamId }, ...providers });
}

function nameOf({ name }: Directory): string {
  return `Directory ${name}`;
}

async function checkDirectory(directory: Directory): Promise<Finding[]> {
  const what = nameOf(directory);
  const { accounts, isAll } = await readBeginning(directory);
  if (directory.blindness !== null) return [wrong(what, 'does not show who has MFA', directory.blindness)];
  const can = `where its credentials may, it can ${capabilitiesOf(directory).join(', ')}`;
  if (accounts.length === 0) return [note(what, `lets Muster in, and has no accounts; ${can}`)];
  const seen = `${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'}${isAll ? '' : ' to begin with'}`;
  const shown = accounts.filter(({ status }) => status !== 'unknown').length;
  if (shown === 0) {
    const todo = 'Look at what its credentials need in docs/directories.md, then ask again.';
    return [wrong(what, `lets Muster in, and shows of none of ${seen} whether they have MFA`, todo)];
  }
  const says = `lets Muster in: ${seen}, MFA is shown for ${shown}; ${can}`;
  return [well(what, says), ...(await checkOwnAccount(directory))];
}

/** The first page, and whether there is another: a directory that is read to its end says what it could not see. */
async function readBeginning(directory: Directory): Promise<{ accounts: readonly DirectoryAccount[]; isAll: boolean }> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(PATIENCE_MS)]);
  const pages = directory.listAccounts(signal)[Symbol.asyncIterator]();
  const first = await pages.next();
  if (first.done === true) return { accounts: [], isAll: true };
  const isAll = (await pages.next()).done === true;
  stop.abort();
  await pages.return?.(undefined);
  return { accounts: first.value, isAll };
}

function capabilitiesOf({ locking, inviting, grace, capabilities }: Directory): string[] {
  const known: [string, boolean][] = [
    ['be read', true],
    ['lock and unlock', locking != null],
    ['invite', inviting != null],
    ['tell the time of grace', grace != null],
    ['hold people without MFA', capabilities.hold],
  ];
  return known.flatMap(([words, has]) => (has ? [words] : []));
}

/** Whose credentials Muster has, so that it never locks them. */
async function checkOwnAccount(directory: Directory): Promise<readonly Finding[]> {
  if (directory.locking == null) return [];
  const { findOwnAccount } = directory.locking;
  const found = await look(nameOf(directory), async () => {
    await findOwnAccount();
    return [];
  });
  return found.map(({ what, says }) =>
    note(what, 'does not say whose credentials Muster has, so it locks nobody', says),
  );
}
