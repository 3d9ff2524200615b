import { z } from 'zod';
import { wordProblem } from '../block-kit/problems.ts';
import { parseView, type ViewInput } from '../block-kit/view.ts';
import type { Failure } from '../delivery/deliverer.ts';
import { pushModal, updateView } from '../state/showing.ts';
import type { ShownView, SlackView } from '../state/view.ts';
import type { World } from '../world.ts';
import { type Entries, fillIn, findComplaints } from './fill.ts';
import { buildInteraction } from './payload.ts';
import { getView, type Where } from './place.ts';
import { isSilent } from './reply.ts';

/** What became of the modal. */
export type SubmitOutcome =
  | { type: 'closed' }
  | { type: 'cleared' }
  /** Sentences under fields; `from: 'slack'` are those of Slack's own client, which then submits nothing. */
  | { type: 'errors'; errors: Record<string, string>; from: 'app' | 'slack' }
  | { type: 'updated'; view: SlackView }
  | { type: 'pushed'; view: SlackView }
  /** The person reads "We had some trouble connecting. Try again?" and the modal stays. */
  | { type: 'failed'; failure: Failure['failure'] | 'invalid_answer'; problems: readonly string[] };

const answerSchema = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

function fail(failure: Extract<SubmitOutcome, { type: 'failed' }>['failure'], ...problems: string[]): SubmitOutcome {
  return { type: 'failed', failure, problems };
}

function tell(world: World, user: string): void {
  world.changes.emit({ type: 'modal', user });
}

function showErrors(
  world: World,
  shown: ShownView,
  errors: Record<string, string>,
  from: 'app' | 'slack',
): SubmitOutcome {
  shown.errors = errors;
  tell(world, shown.owner);
  return { type: 'errors', errors, from };
}

function showAnswered(world: World, shown: ShownView, action: 'update' | 'push', input: ViewInput): SubmitOutcome {
  if (action === 'update') return { type: 'updated', view: updateView(world.workspace, shown, input).view };
  const pushed = pushModal(world.workspace, shown.owner, input);
  return pushed === null ? fail('invalid_answer', 'push_limit_reached') : { type: 'pushed', view: pushed.view };
}

function applyAnswer(world: World, shown: ShownView, body: unknown): SubmitOutcome {
  const { views } = world.workspace;
  if (isSilent(body)) {
    views.close(shown);
    tell(world, shown.owner);
    return { type: 'closed' };
  }
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) return fail('invalid_answer', ...parsed.error.issues.map(({ message }) => message));
  const answer = parsed.data;
  switch (answer.response_action) {
    case 'clear':
      views.clear(shown.owner);
      tell(world, shown.owner);
      return { type: 'cleared' };
    case 'errors': {
      const known = new Set(shown.view.blocks.filter(({ type }) => type === 'input').map((block) => block['block_id']));
      const unknown = Object.keys(answer.errors).filter((blockId) => !known.has(blockId));
      if (unknown.length > 0) return fail('invalid_answer', `no input block ${unknown.join(', ')}`);
      return showErrors(world, shown, answer.errors, 'app');
    }
    case 'update':
    case 'push': {
      const input = parseView(answer.view);
      if (!input.ok) return fail('invalid_answer', ...input.problems.map(wordProblem));
      return showAnswered(world, shown, answer.response_action, input.view);
    }
  }
}

export interface SubmitOptions {
  /** Submit although Slack's client would not, as a forger does. */
  unchecked?: boolean;
}

/** A person fills in a modal and submits it. */
export async function submitView(
  world: World,
  user: string,
  where: Exclude<Where, { ts: string }>,
  entries: Entries,
  options: SubmitOptions,
): Promise<SubmitOutcome> {
  const shown = getView(world, user, where);
  if (shown.view.type !== 'modal') throw new Error('only modals can be submitted');
  fillIn(shown, entries);
  const complaints = options.unchecked ? {} : findComplaints(shown);
  if (Object.keys(complaints).length > 0) return showErrors(world, shown, complaints, 'slack');
  const payload = {
    ...buildInteraction(world, 'view_submission', user),
    trigger_id: world.triggers.issue(user),
    view: structuredClone(shown.view),
    response_urls: [],
  };
  const outcome = await world.deliverer.send({ kind: 'interaction', what: 'view_submission', payload });
  if (outcome.type === 'failed') return fail(outcome.failure);
  // While the app was thinking the view may have been updated, or closed.
  const current = world.workspace.views.find(shown.view.id);
  return current === undefined ? { type: 'closed' } : applyAnswer(world, current, outcome.body);
}
