/** The bare libraries of the second benchmark: a BullMQ worker that posts with a WebClient. No ledger. */
import { WebClient } from '@slack/web-api';
import { Queue, Worker } from 'bullmq';
import { v7 } from 'uuid';
import { DELIVERY_EVENT } from '../src/slack/ids.ts';
import { buildReminder } from '../src/slack/messages/reminder.ts';
import { childSettings, serveParent } from './support/child.ts';
import { memberId, OWNER_ID, TOKENS } from './support/workspace.ts';

export interface BareQuestion {
  count: number;
  channels: 'known' | 'unknown';
}

const { redisUrl = '', apiUrl = '' } = childSettings();
const connection = { url: redisUrl, maxRetriesPerRequest: null };
const client = new WebClient(TOKENS.botToken, { slackApiUrl: apiUrl });
const known = new Map<string, string>();
let left = 0;
let onDone = () => {};

const message = buildReminder({
  kind: 'reminder',
  reminderId: `rem_${v7()}`,
  reason: 'manual',
  recipient: { memberId: `mem_${v7()}`, slackUserId: memberId(0), name: 'Member Number 0' },
  organizationName: 'Acme',
  requestedBy: { memberId: `mem_${v7()}`, slackUserId: OWNER_ID, name: 'Olivia Owner' },
  guides: [{ directoryLabel: 'Slack', accountName: null, setupUrl: 'https://acme.slack.com/account/settings/2fa' }],
  deadline: null,
});

async function openConversation(user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  const id = channel?.id ?? '';
  known.set(user, id);
  return id;
}

async function send({ user, deliveryId }: { user: string; deliveryId: string }): Promise<void> {
  const channel = known.get(user) ?? (await openConversation(user));
  const metadata = { event_type: DELIVERY_EVENT, event_payload: { delivery_id: deliveryId } };
  await client.chat.postMessage({ channel, metadata, unfurl_links: false, unfurl_media: false, ...message });
}

const queue = new Queue<{ user: string; deliveryId: string }>('bare', { connection });
const worker = new Worker<{ user: string; deliveryId: string }>('bare', (job) => send(job.data), {
  connection,
  concurrency: 20,
  removeOnComplete: { count: 0 },
});
worker.on('completed', () => {
  left -= 1;
  if (left === 0) onDone();
});
worker.on('failed', (_job, error) => {
  throw error;
});
await worker.waitUntilReady();

/** Answers the moments at which it began and at which the last job was done. */
async function run({ count, channels }: BareQuestion): Promise<{ startedAt: number; doneAt: number }> {
  if (channels === 'unknown') known.clear();
  left = count;
  const done = new Promise<void>((resolve) => {
    onDone = resolve;
  });
  const options = { attempts: 1, removeOnComplete: true, removeOnFail: true };
  const jobs = Array.from({ length: count }, (_, index) => ({
    name: 'deliver',
    data: { user: memberId(index), deliveryId: `dlv_${v7()}` },
    opts: options,
  }));
  const startedAt = performance.timeOrigin + performance.now();
  await queue.addBulk(jobs);
  await done;
  return { startedAt, doneAt: performance.timeOrigin + performance.now() };
}

serveParent(run, async () => {
  await worker.close();
  await queue.close();
});
