import { expect, test } from 'vitest';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { forgePress, openUntil, READY } from '../../support/acting.ts';
import { PEOPLE, startMuster } from '../../support/muster.ts';
import { directTexts, expectDirect, expectModal, expectPrivate, PATIENCE_MS } from '../../support/screen.ts';
import { ask, firstReading, idle } from '../../support/state.ts';

const { olivia, mia, max, guest } = PEOPLE;
const lacking = new Set<string>([mia.id, max.id]);
const people = READY.map((person) =>
  lacking.has(person.id) ? { ...person, has_2fa: false, email: null } : { ...person, has_2fa: true },
);

test('who could not be reached by remind everyone is tried again by Retry failed, once, by whoever may remind', {
  timeout: 150_000,
}, async () => {
  const muster = await startMuster({ people });
  await firstReading(muster);
  await idle(muster);
  const { slack } = muster;
  const isToMia = ({ channel }: Readonly<Record<string, unknown>>) => channel === slack.findDirect(mia.id);
  slack.faults.set('chat.postMessage', { type: 'error', error: 'not_in_channel' }, { when: isToMia });
  await openUntil(muster, olivia.id, 'remind everyone', /fresh reading first/);
  await slack.as(olivia.id).submit('modal');
  await expectModal(slack, olivia.id, /sent 1 reminder\. 1 person could not be reached/);
  await expectDirect(slack, olivia.id, /1 person could not be reached.*Retry failed/s);
  expect(directTexts(slack, mia.id)).toEqual([]);
  const summary = slack.lookAt(olivia.id).directMessages.at(-1);
  const [button = ''] = JSON.stringify(summary?.blocks).match(/\{\\"roundId\\":[^}]+\}/) ?? [];
  const value = button.replaceAll('\\"', '"');

  await forgePress(muster, guest.id, { action_id: ACTIONS.retryFailed, value });
  await expectPrivate(slack, guest.id, /You need the permission \*remind\*/);
  slack.faults.clear();
  await slack.as(olivia.id).press('modal', { action_id: ACTIONS.retryFailed });
  await expectModal(slack, olivia.id, /Done: Muster sent 2 reminders\.$/);
  await expect.poll(() => directTexts(slack, mia.id).length, { timeout: PATIENCE_MS }).toBe(1);
  expect(directTexts(slack, max.id)).toHaveLength(1);

  await forgePress(muster, olivia.id, { action_id: ACTIONS.retryFailed, value });
  await expectPrivate(slack, olivia.id, /Nothing is left to try again/);
  const sent = await ask(muster, (db) =>
    db.selectFrom('audit_events').select('after').where('type', '=', 'round.sent').orderBy('sequence').execute(),
  );
  expect(sent.map(({ after }) => JSON.parse(after ?? ''))).toEqual([
    { reminded: 2, skipped: 0 },
    { reminded: 1, skipped: 0, again: true },
  ]);
});
