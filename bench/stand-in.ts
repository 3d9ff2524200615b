/** The stand-in for Slack in a process of its own, so that it shares no event loop with a contender. */
import { loadManifest } from '../src/playground/manifest.ts';
import { createSlackStandIn } from '../src/playground/slack/stand-in.ts';
import { childSettings, serveParent } from './support/child.ts';
import { makePeople, TEAM_ID, TOKENS } from './support/workspace.ts';

export type StandInQuestion =
  | { type: 'url' }
  /** Direct messages from now on are timed; answered with the moments (Unix ms) once `count` have arrived. */
  | { type: 'expect'; count: number }
  | { type: 'arrivals' }
  | { type: 'grant'; requestUrl: string; by: string; text: string };

const { members = '0', lacking } = childSettings();
const slack = await createSlackStandIn({
  ...TOKENS,
  teamId: TEAM_ID,
  teamName: 'Acme',
  people: makePeople(Number(members), lacking === 'all' ? 'all' : 'half'),
  manifest: (await loadManifest('manifest.yml')).json,
  journalSize: 1,
});

let arrivals: number[] = [];
let missing = 0;
let onComplete = () => {};
let complete: Promise<void> = Promise.resolve();
slack.onChange((change) => {
  if (change.type !== 'message' || change.what !== 'posted') return;
  arrivals.push(performance.timeOrigin + performance.now());
  missing -= 1;
  if (missing === 0) onComplete();
});

serveParent(async (question: StandInQuestion) => {
  switch (question.type) {
    case 'url':
      return slack.apiUrl;
    case 'expect':
      arrivals = [];
      missing = question.count;
      complete = new Promise((resolve) => {
        onComplete = resolve;
      });
      return null;
    case 'arrivals':
      await complete;
      return arrivals;
    case 'grant':
      slack.requestUrl = question.requestUrl;
      return (await slack.as(question.by).command('/mfa', question.text)).reply;
  }
}, slack.close);
