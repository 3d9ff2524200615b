import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** Somebody in a directory, before a provider puts it into its own shape. */
export interface Person {
  id: string;
  email: string | null;
  name: string | null;
  /** `unsaid`: the provider does not tell. */
  mfa: 'on' | 'off' | 'unsaid';
  locked: boolean;
  /** Fields of the provider's own that win over what it makes of the rest. */
  fields: Record<string, unknown>;
}

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  /** What is asked for: a page of the list, one account, or something else. */
  kind: string;
  /** 1 for the first call of this kind. */
  nth: number;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** What happens instead of the answer. `before`: the answer of the call before it, once more. */
export type Trouble = Reply | 'cut' | 'silent' | 'slow' | 'before' | null;

/** How one provider answers. */
export interface Behaviour {
  kindOf(call: Omit<Call, 'kind' | 'nth'>): string;
  answer(call: Call, world: World): Reply;
}

/** What a test may change while the server runs. */
export interface World {
  people: Person[];
  /** The most that one page holds, whatever is asked for. */
  largestPage: number;
  trouble: (call: Call) => Trouble;
  /** After an answer was made. */
  afterwards: (call: Call) => void;
}

function write(response: ServerResponse, reply: Reply, trouble: Trouble): void {
  const body = reply.body === undefined ? '' : JSON.stringify(reply.body);
  const type = { 'content-type': 'application/json; charset=utf-8' };
  if (trouble === 'cut') {
    response.writeHead(200, { ...type, 'content-length': String(body.length + 1_000) });
    response.write(body.slice(0, 20) || '[', () => response.destroy());
  } else if (trouble === 'slow') {
    response.writeHead(reply.status, { ...type, ...reply.headers });
    const half = Math.ceil(body.length / 2);
    response.write(body.slice(0, half), () => setTimeout(() => response.end(body.slice(half)), 50));
  } else {
    response.writeHead(reply.status, body === '' ? reply.headers : { ...type, ...reply.headers });
    response.end(body);
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** The same for several tests: whoever launches it closes it. */
export async function launchProvider(behaviour: Behaviour, people: readonly Person[], largestPage = 1_000) {
  const world: World = { people: [...people], largestPage, trouble: () => null, afterwards: () => {} };
  const calls: Call[] = [];
  const before = new Map<string, Reply>();

  function answer(response: ServerResponse, call: Call): void {
    const trouble = world.trouble(call);
    if (trouble === 'silent') return;
    const last = before.get(call.kind);
    const reply =
      trouble === 'before' && last !== undefined
        ? last
        : trouble !== null && typeof trouble === 'object'
          ? trouble
          : behaviour.answer(call, world);
    before.set(call.kind, reply);
    world.afterwards(call);
    write(response, reply, trouble);
  }

  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      const plain = { method: request.method ?? '', path: pathname, query: searchParams, headers, body };
      const kind = behaviour.kindOf(plain);
      const call = { ...plain, kind, nth: calls.filter((other) => other.kind === kind).length + 1 };
      calls.push(call);
      answer(response, call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { calls, world, address: `http://127.0.0.1:${portOf(server.address())}`, close };
}

/** A local server that answers as `behaviour` says and keeps every call; it closes when the test ends. */
export async function startProvider(...args: Parameters<typeof launchProvider>) {
  const { close, ...server } = await launchProvider(...args);
  onTestFinished(close);
  return server;
}

export type ProviderServer = Awaited<ReturnType<typeof startProvider>>;

export function buildPerson(number: number, fields: Partial<Person> = {}): Person {
  const person: Person = {
    id: `id-${String(number).padStart(5, '0')}`,
    email: `person${number}@example.org`,
    name: `Person ${number}`,
    mfa: 'on',
    locked: false,
    fields: {},
  };
  return { ...person, ...fields };
}

export function buildPeople(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => buildPerson(index + 1, { mfa: index % 3 === 0 ? 'off' : 'on' }));
}

/** The page of people after the one whose id is `after`: such a cursor loses nobody when somebody leaves. */
export function pageAfter(people: readonly Person[], after: string | null, size: number) {
  const rest = after === null ? people : people.filter(({ id }) => id > after);
  const page = rest.slice(0, size);
  return { page, next: rest.length > size ? (page.at(-1)?.id ?? null) : null };
}

/** Page 1, 2, … of people: these move up when somebody leaves. */
export function pageNumbered(people: readonly Person[], number: number, size: number) {
  const from = (number - 1) * size;
  return { page: people.slice(from, from + size), isLast: from + size >= people.length };
}
