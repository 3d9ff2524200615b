import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createAdmission } from '../../../src/slack/receivers/admission.ts';
import { type Arrival, createDispatcher } from '../../../src/slack/receivers/dispatcher.ts';
import { watchLoopLag } from '../../../src/slack/receivers/loop-lag.ts';

const log = pino({ level: 'silent' });
const NEVER_LATE = () => 0;
const ONE = { unanswered: 1, unansweredWhenLate: 1, underWay: 1 };
const COMMAND = { command: '/mfa', text: 'status' };

/** A dispatcher that takes one at a time, before work that ends when it is told to. */
function busyDispatcher() {
  const ends: (() => void)[] = [];
  const app = { processEvent: () => new Promise<void>((resolve) => ends.push(resolve)) };
  const dispatcher = createDispatcher({ app, log, admission: createAdmission(NEVER_LATE, ONE) });
  return { dispatcher, end: () => ends.shift()?.() };
}

function arrive(body: Record<string, unknown>) {
  const answers: unknown[] = [];
  const arrival: Arrival = {
    body,
    acknowledge: (response) => void answers.push(response),
    refuse: () => void answers.push('refused'),
  };
  return { arrival, answers };
}

describe('more than can be answered in time', () => {
  it('is told so at once: commands and windows in words, the rest so that Slack says it or comes again', async () => {
    const { dispatcher, end } = busyDispatcher();
    const first = dispatcher.dispatch(arrive(COMMAND).arrival);
    for (const [body, answer] of [
      [COMMAND, { response_type: 'ephemeral', text: expect.stringContaining('very busy') }],
      [{ type: 'view_submission' }, { response_action: 'update', view: expect.objectContaining({ type: 'modal' }) }],
      [{ type: 'block_actions' }, 'refused'],
      [{ type: 'event_callback', event: { type: 'team_join' } }, 'refused'],
    ] as const) {
      const { arrival, answers } = arrive(body);
      await dispatcher.dispatch(arrival);
      expect(answers).toEqual([typeof answer === 'string' ? answer : expect.objectContaining(answer)]);
    }
    end();
    await first;
    const { arrival, answers } = arrive(COMMAND);
    const second = dispatcher.dispatch(arrival);
    end();
    await second;
    expect(answers).toEqual([undefined]);
  });

  it('is counted until it is answered, and as work until it ends', () => {
    const admission = createAdmission(NEVER_LATE, { ...ONE, underWay: 2 });
    const first = admission.admit();
    expect(admission.admit()).toBeNull();
    first?.answered();
    first?.answered();
    const second = admission.admit();
    expect(second).not.toBeNull();
    second?.answered();
    expect(admission.admit()).toBeNull();
    first?.ended();
    expect(admission.admit()).not.toBeNull();
  });

  it('is less while the process itself comes late to what arrives', () => {
    let lagMs = 0;
    const admission = createAdmission(() => lagMs, { unanswered: 3, unansweredWhenLate: 1, underWay: 9 });
    expect(admission.admit()).not.toBeNull();
    lagMs = 1_000;
    expect(admission.admit()).toBeNull();
    lagMs = 0;
    expect(admission.admit()).not.toBeNull();
  });
});

describe('how late the process comes', () => {
  it('is seen at once, and forgotten when it has caught up', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let nowMs = 0;
    const lag = watchLoopLag(() => nowMs);
    expect(lag.readMs()).toBe(0);
    nowMs = 2_100;
    expect(lag.readMs()).toBe(2_000);
    vi.advanceTimersToNextTimer();
    nowMs = 2_200;
    expect(lag.readMs()).toBe(2_000);
    vi.advanceTimersToNextTimer();
    expect(lag.readMs()).toBe(0);
    lag.stop();
  });
});
