import type { z } from 'zod';
import { isObject } from '../json.ts';

/** One complaint as Slack words it, and the json-pointer to what it is about. */
export interface Problem {
  message: string;
  pointer: string;
}

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isObject(value)) value = value[String(key)];
    else return undefined;
  }
  return value;
}

function toPointer(base: string, path: Path): string {
  return [base, ...path.map(String)].join('/');
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'must provide a string',
  number: 'must provide a number',
  int: 'must provide an integer',
  boolean: 'must provide a boolean',
  array: 'must provide an array',
  object: 'must provide an object',
};

function describe(issue: Issue, root: unknown, base: string): Problem {
  const { path } = issue;
  const last = path.at(-1);
  const given = valueAt(root, path);
  if (given === undefined && last !== undefined && issue.code !== 'custom') {
    return { message: `missing required field: ${String(last)}`, pointer: toPointer(base, path.slice(0, -1)) };
  }
  const pointer = toPointer(base, path);
  if (issue.code === 'custom') return { message: issue.message, pointer };
  if (last === 'type' && typeof given === 'string') return { message: `unsupported type: ${given}`, pointer };
  if (issue.code === 'invalid_type') return { message: EXPECTED[issue.expected] ?? 'failed to match schema', pointer };
  if (issue.code === 'unrecognized_keys') {
    return { message: `invalid additional property: ${issue.keys.join(', ')}`, pointer };
  }
  if (issue.code === 'too_big' || issue.code === 'too_small' || issue.code === 'invalid_format') {
    return { message: issue.message, pointer };
  }
  // A discriminated union that was given no object at all.
  if (issue.code === 'invalid_union' && !isObject(given)) return { message: 'must provide an object', pointer };
  return { message: 'failed to match all allowed schemas', pointer };
}

/** Slack also names the object that has a union for a schema: a text object, or the view for its own strings. */
function describeParent(issue: Issue, root: unknown, base: string): Problem | null {
  const { path } = issue;
  const parentPath = path.slice(0, -1);
  const parent = valueAt(root, parentPath);
  const isTextObject =
    path.at(-1) === 'text' && isObject(parent) && (parent['type'] === 'plain_text' || parent['type'] === 'mrkdwn');
  const isViewString = base === '/view' && path.length === 1 && issue.code === 'custom' && path[0] !== 'blocks';
  if (!isTextObject && !isViewString) return null;
  return { message: 'failed to match all allowed schemas', pointer: toPointer(base, parentPath) };
}

/** Zod's issues in Slack's words. `base` is the pointer to what was parsed: `/view`, `/blocks`. */
export function toProblems(error: z.ZodError, root: unknown, base: string): Problem[] {
  const problems: Problem[] = [];
  for (const issue of error.issues) {
    const parent = describeParent(issue, root, base);
    if (parent !== null && !problems.some(({ pointer }) => pointer === parent.pointer)) problems.push(parent);
    problems.push(describe(issue, root, base));
  }
  return problems;
}

export function wordProblem({ message, pointer }: Problem): string {
  return `${message} [json-pointer:${pointer}]`;
}
