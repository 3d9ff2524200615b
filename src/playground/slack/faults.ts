import type { SlackErrorName } from './errors.ts';
import type { JsonObject } from './json.ts';

/** How an answer goes wrong. */
export type BadAnswer =
  | { type: 'rate-limited'; retryAfterSeconds: number }
  | { type: 'status'; status: number }
  | { type: 'garbage' }
  | { type: 'reset' }
  | { type: 'error'; error: SlackErrorName };

/** How a call goes wrong. A slow one goes well in the end. */
export type Fault = BadAnswer | { type: 'slow'; ms: number };

export interface FaultOptions {
  /** How often; until cleared where absent. */
  times?: number;
  /** So many calls go well first: a pass that fails half-way. */
  skip?: number;
  /** `after`: Slack does what was asked and only the answer goes wrong. */
  phase?: 'before' | 'after';
  /** Only calls with these arguments. */
  when?: (args: JsonObject) => boolean;
}

export interface ActiveFault {
  fault: Fault;
  phase: 'before' | 'after';
}

interface Rule extends ActiveFault {
  method: string;
  left: number;
  skip: number;
  when: (args: JsonObject) => boolean;
}

/** Faults on demand, per method (`*` is every method, `response_url` the answers to interactions). */
export class Faults {
  #rules: Rule[] = [];

  set(method: string, fault: Fault, options: FaultOptions = {}): void {
    const { times = Number.POSITIVE_INFINITY, skip = 0, phase = 'before', when = () => true } = options;
    this.#rules.push({ method, fault, phase, left: times, skip, when });
  }

  clear(method?: string): void {
    this.#rules = method === undefined ? [] : this.#rules.filter((rule) => rule.method !== method);
  }

  /** The fault that this call meets, counted as used. */
  take(method: string, args: JsonObject): ActiveFault | null {
    for (const rule of this.#rules) {
      if (rule.method !== method && rule.method !== '*') continue;
      if (!rule.when(args)) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      rule.left -= 1;
      if (rule.left <= 0) this.#rules = this.#rules.filter((other) => other !== rule);
      return rule;
    }
    return null;
  }
}
