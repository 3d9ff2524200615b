import { z } from 'zod';
import { LIMITS } from '../../block-kit/limits.ts';
import { wordProblem } from '../../block-kit/problems.ts';
import { parseView, type ViewInput } from '../../block-kit/view.ts';
import { invalidArguments, SlackApiError } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import { openModal, pushModal, showHome, updateView } from '../../state/showing.ts';
import type { ShownView } from '../../state/view.ts';
import type { World } from '../../world.ts';
import { readArgs, structured } from '../args.ts';
import { fixed, type Method, PEOPLE_TOKENS } from '../method.ts';

const text = z.string().optional();
const triggerArgs = z.object({ trigger_id: z.string() });
const updateArgs = z.object({ view_id: text, external_id: text, hash: text });
const publishArgs = z.object({ user_id: z.string(), hash: text });

function readView(args: JsonObject, type: ViewInput['type'] | null): ViewInput {
  const view = structured(args['view']);
  const parsed = parseView(view);
  if (!parsed.ok) throw invalidArguments(...parsed.problems.map((problem) => `[ERROR] ${wordProblem(problem)}`));
  if (type !== null && parsed.view.type !== type) {
    throw invalidArguments(`[ERROR] unsupported type: ${parsed.view.type} [json-pointer:/view/type]`);
  }
  if (JSON.stringify(view).length > LIMITS.viewBytes) throw new SlackApiError('view_too_large');
  return parsed.view;
}

function checkExternalId(world: World, input: ViewInput, before?: ShownView): void {
  if (!input.external_id) return;
  const holder = world.workspace.views.findExternal(input.external_id);
  if (holder !== undefined && holder !== before) throw new SlackApiError('duplicate_external_id');
}

function checkHash(hash: string | undefined, before: ShownView | undefined): void {
  if (hash && before !== undefined && before.view.hash !== hash) throw new SlackApiError('hash_conflict');
}

function readTrigger(args: JsonObject): string {
  return readArgs(triggerArgs, args).trigger_id;
}

const open: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed(),
  run(world, args) {
    const trigger = readTrigger(args);
    const input = readView(args, 'modal');
    checkExternalId(world, input);
    const user = world.triggers.spend(trigger);
    return { view: openModal(world.workspace, user, input).view };
  },
};

const push: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed(),
  run(world, args) {
    const trigger = readTrigger(args);
    const input = readView(args, 'modal');
    checkExternalId(world, input);
    const user = world.triggers.spend(trigger);
    if (world.workspace.views.stackOf(user).length === 0) throw new SlackApiError('not_found');
    const shown = pushModal(world.workspace, user, input);
    if (shown === null) throw new SlackApiError('push_limit_reached');
    return { view: shown.view };
  },
};

const update: Method = {
  tokens: PEOPLE_TOKENS,
  scopes: fixed(),
  run(world, args) {
    const { view_id, external_id, hash } = readArgs(updateArgs, args);
    const { views } = world.workspace;
    const before = view_id ? views.find(view_id) : external_id ? views.findExternal(external_id) : undefined;
    const input = readView(args, null);
    if (before === undefined) throw new SlackApiError('not_found');
    if (before.view.type !== input.type) {
      throw invalidArguments(`[ERROR] unsupported type: ${input.type} [json-pointer:/view/type]`);
    }
    checkHash(hash, before);
    checkExternalId(world, input, before);
    return { view: updateView(world.workspace, before, input).view };
  },
};

const publish: Method = {
  tokens: ['bot'],
  scopes: fixed(),
  run(world, args) {
    const { user_id, hash } = readArgs(publishArgs, args);
    const input = readView(args, 'home');
    if (!world.app.homeTab) throw new SlackApiError('not_enabled');
    const { people, views } = world.workspace;
    if (people.find(user_id) === undefined) throw invalidArguments('invalid `user_id`');
    const before = views.homes.get(user_id);
    checkHash(hash, before);
    checkExternalId(world, input, before);
    return { view: showHome(world.workspace, user_id, input).view };
  },
};

export const viewMethods = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
