import { expect } from 'vitest';
import type { Muster } from '../../../support/muster.ts';
import { digestState } from './digest.ts';
import type { Input, InputClass } from './inputs.ts';
import { type Answer, forEach, type Sender } from './sending.ts';

const AT_ONCE = 8;
const WITHIN_MS = 3_000;
const BODY_LIMIT_BYTES = 1_000_000;
const SSL_CHECK = /(?:^|&)ssl_check=1(?:&|$)/;
/** What belongs into a log and not into an answer. */
const INSIDES = /node_modules|\.ts:\d|ZodError|SQLITE|constraint failed|\[object|Sorry, something went wrong/;

function isAllowed({ signing, body }: Input, { status }: Answer): boolean {
  // A replay is of something small, whatever the body.
  if (signing === 'replayed') return status === 401;
  if (body.length > BODY_LIMIT_BYTES) return status === 413 || status === 'closed';
  // Slack tests the certificate with an unsigned form, and it is answered without a look at anything else.
  if (signing === 'none' && SSL_CHECK.test(body)) return status === 200;
  if (signing !== 'genuine') return status === 401;
  return status === 200 || status === 400 || status === 404;
}

function judge(input: Input, answer: Answer): string | null {
  if (!isAllowed(input, answer)) return `it was answered with ${answer.status}`;
  return INSIDES.test(answer.body) ? `it was answered with ${answer.body.slice(0, 300)}` : null;
}

/** What can be put into `regressions.json`; a long body shortened, because a person has to read it too. */
function print(className: string, input: Input, problem: string): string {
  const body = input.body.length > 20_000 ? `${input.body.slice(0, 200)}…` : input.body;
  return `${className}: ${problem}\n${JSON.stringify({ ...input, body })}`;
}

/** Sends them all, and holds that each is answered as it should and that together they change nothing they may not. */
export async function expectHarmless(
  { muster, sender }: { muster: Muster; sender: Sender },
  { name, effect }: Pick<InputClass, 'name' | 'effect'>,
  inputs: readonly Input[],
): Promise<void> {
  const before = await digestState(muster, effect);
  const problems: string[] = [];
  const late: Input[] = [];
  await forEach(inputs, AT_ONCE, async (input) => {
    const answer = await sender.send(input);
    const problem = judge(input, answer);
    if (problem !== null) problems.push(print(name, input, problem));
    if (answer.ms > WITHIN_MS) late.push(input);
  });
  // A busy machine is late with anything; what is slow by itself is slow again when it is alone.
  for (const input of late) {
    const { ms } = await sender.send(input);
    if (ms > WITHIN_MS) problems.push(print(name, input, `it took ${Math.round(ms)} ms when it was alone`));
  }
  // The first few say it all.
  expect(problems.slice(0, 3)).toEqual([]);
  expect(await digestState(muster, effect), `the state after “${name}”`).toEqual(before);
}
