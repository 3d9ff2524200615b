import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { personActionSchema, worldActionSchema } from '../protocol/action.ts';
import { act } from './act.ts';
import { BadRequest, readJson } from './body.ts';
import { changeWorld } from './change-world.ts';
import { buildPageState } from './page-state.ts';
import type { Parts } from './parts.ts';
import { showInside, showTourFacts } from './show-inside.ts';
import { showJournal } from './show-journal.ts';
import { showMail, showMails } from './show-mail.ts';
import { showPeople } from './show-people.ts';

const MAX_MESSAGES = 5_000;
const limit = (usual: number, most: number) => z.coerce.number().int().min(1).max(most).default(usual);

const stateQuery = z.object({
  as: z.string().optional(),
  conversation: z.string().nullable().default(null),
  limit: limit(100, MAX_MESSAGES),
});
const peopleQuery = z.object({
  query: z.string().max(200).default(''),
  /** `yes` leaves out bots: nobody can be one. */
  humans: z.enum(['yes', 'no']).default('no'),
  offset: z.coerce.number().int().min(0).default(0),
  limit: limit(50, 100),
});
const mailQuery = z.object({ address: z.string().nullable().default(null), limit: limit(50, MAX_MESSAGES) });
const journalQuery = z.object({ limit: limit(50, 1_000) });

type Query = Record<string, string>;
type Get = (parts: Parts, query: Query) => unknown;
type Post = (parts: Parts, body: unknown) => Promise<unknown>;

function getState(parts: Parts, query: Query) {
  const { as, ...asked } = stateQuery.parse(query);
  const person = as === undefined ? parts.people.first() : parts.people.find(as);
  // After a reset an open page may still ask for somebody who joined before it.
  return buildPageState(parts, person ?? parts.people.first(), asked);
}

const GETS = new Map<string, Get>([
  ['/api/state', getState],
  [
    '/api/people',
    (parts, query) => {
      const { humans, ...asked } = peopleQuery.parse(query);
      return showPeople(parts, { ...asked, humansOnly: humans === 'yes' });
    },
  ],
  [
    '/api/mail',
    (parts, query) => {
      const asked = mailQuery.parse(query);
      return showMails(parts, asked.address, asked.limit);
    },
  ],
  ['/api/journal', (parts, query) => showJournal(parts, journalQuery.parse(query).limit)],
  ['/api/inside', showInside],
  ['/api/tour', showTourFacts],
]);

const POSTS = new Map<string, Post>([
  [
    '/api/act',
    async (parts, body) => {
      const action = personActionSchema.parse(body);
      if (parts.people.find(action.as) === undefined) throw new BadRequest('There is no such person.');
      return await act(parts, action);
    },
  ],
  ['/api/world', async (parts, body) => await changeWorld(parts, worldActionSchema.parse(body))],
]);

/** The answer as JSON, or `undefined` where nothing answers to this address. */
export async function route(parts: Parts, request: IncomingMessage, url: URL): Promise<unknown> {
  if (request.method === 'POST') {
    const post = POSTS.get(url.pathname);
    return post?.(parts, await readJson(request));
  }
  const mail = /^\/api\/mail\/([\w-]+)$/.exec(url.pathname)?.[1];
  if (mail !== undefined) return showMail(parts, mail) ?? undefined;
  return GETS.get(url.pathname)?.(parts, Object.fromEntries(url.searchParams));
}
