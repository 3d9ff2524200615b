import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { listen, stop } from '../../listening.ts';
import { type DirectoryPerson, type SecondDirectory, toKey } from '../second-directory.ts';
import { type IamAccount, iamAccountSchema } from './iam-account.ts';
import { answerIam, type Iam, type IamCall } from './iam-api.ts';

/** Good for this server alone: nothing is secret about them. */
const ACCESS = {
  organizationId: '00000000-0000-4000-8000-00000000abcd',
  accessKey: 'SCWPLAYGROUND0000000',
  secretKey: '00000000-0000-4000-8000-000000005ec7',
};
const snapshotSchema = z.array(iamAccountSchema);

function toAccount({ email, name, hasMfa, role }: DirectoryPerson): IamAccount {
  const fields = role === 'owner' ? { type: 'owner' } : {};
  return { id: randomUUID(), email, name, mfa: hasMfa ? 'on' : 'off', locked: false, fields };
}

async function readCall(request: IncomingMessage): Promise<IamCall> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { method: request.method ?? '', path: pathname, query: searchParams, headers, body: await text(request) };
}

/** The accounts, each found at once by its address. */
class Accounts {
  readonly all: IamAccount[];
  #byEmail = new Map<string, IamAccount>();
  #indexed = 0;

  constructor(all: IamAccount[]) {
    this.all = all;
  }

  find(email: string): IamAccount | undefined {
    for (; this.#indexed < this.all.length; this.#indexed += 1) {
      const account = this.all[this.#indexed];
      if (account?.email != null) this.#byEmail.set(toKey(account.email), account);
    }
    return this.#byEmail.get(toKey(email));
  }
}

/** Starts an IAM of its own for one organization. `saved` is what an earlier run left. */
export async function openScaleway(people: readonly DirectoryPerson[], saved: unknown): Promise<SecondDirectory> {
  const accounts = new Accounts(saved === undefined ? people.map(toAccount) : snapshotSchema.parse(saved));
  // The key is an application's, as docs/directories.md advises. Scaleway's own enforcement is off: nobody's time runs.
  const iam: Iam = {
    ...{ ...ACCESS, bearer: null, people: accounts.all, largestPage: 100 },
    ...{ gracePeriodsOf: () => [], newId: randomUUID },
  };
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const server = createServer((request, response) => {
    readCall(request).then(
      (call) => {
        const { status, body } = answerIam(call, iam);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        if (call.method !== 'GET') tell();
      },
      () => response.destroy(),
    );
  });
  const url = await listen(server, '127.0.0.1', 0);
  return {
    name: 'scaleway',
    settings: {
      SCALEWAY_API_URL: url,
      SCALEWAY_ACCESS_KEY: ACCESS.accessKey,
      SCALEWAY_SECRET_KEY: ACCESS.secretKey,
      SCALEWAY_ORGANIZATION_ID: ACCESS.organizationId,
    },
    file: null,
    find(email) {
      const account = accounts.find(email);
      return account === undefined ? null : { mfa: account.mfa === 'on' ? 'on' : 'off', locked: account.locked };
    },
    setMfa(email, mfa) {
      const account = accounts.find(email);
      if (account === undefined) throw new Error(`${email} has no account at Scaleway`);
      account.mfa = mfa === 'off' ? 'off' : 'on';
      tell();
    },
    add(person) {
      const invited = accounts.find(person.email);
      if (invited === undefined) accounts.all.push(toAccount(person));
      else Object.assign(invited, { name: person.name, fields: {} });
      tell();
    },
    snapshot: () => accounts.all,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => stop(server),
  };
}
