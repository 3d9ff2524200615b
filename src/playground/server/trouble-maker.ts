import type { Mailbox } from '../mailbox.ts';
import type { MailTrouble, SlackTrouble, Trouble } from '../protocol/trouble.ts';
import type { Fault } from '../slack/faults.ts';
import type { SlackStandIn } from '../slack/stand-in.ts';

const EVERY_METHOD = '*';
// Long enough to be seen under the hood, short enough to wait for.
const RETRY_AFTER_SECONDS = 5;
const SLOW_MS = 2_500;

const FAULTS: Readonly<Record<Exclude<SlackTrouble, 'none'>, Fault>> = {
  rate_limited: { type: 'rate-limited', retryAfterSeconds: RETRY_AFTER_SECONDS },
  failing: { type: 'status', status: 500 },
  slow: { type: 'slow', ms: SLOW_MS },
};

/** Lets Slack and the mail server go wrong on demand, and remembers what is on. A restart ends it all. */
export class TroubleMaker {
  readonly #slack: Pick<SlackStandIn, 'faults'>;
  readonly #mailbox: Pick<Mailbox, 'setFault'>;
  #now: Trouble = { slack: 'none', mail: 'none' };

  constructor(slack: Pick<SlackStandIn, 'faults'>, mailbox: Pick<Mailbox, 'setFault'>) {
    this.#slack = slack;
    this.#mailbox = mailbox;
  }

  get now(): Trouble {
    return this.#now;
  }

  setSlack(trouble: SlackTrouble): void {
    this.#slack.faults.clear(EVERY_METHOD);
    if (trouble !== 'none') this.#slack.faults.set(EVERY_METHOD, FAULTS[trouble]);
    this.#now = { ...this.#now, slack: trouble };
  }

  async setMail(trouble: MailTrouble): Promise<void> {
    await this.#mailbox.setFault(trouble === 'none' ? null : { type: trouble });
    this.#now = { ...this.#now, mail: trouble };
  }
}
