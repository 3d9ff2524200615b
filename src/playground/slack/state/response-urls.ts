import { randomBytes } from 'node:crypto';

const LIFETIME_MS = 30 * 60_000;
const USES = 5;

/** What a `response_url` answers to: who did what where, and the message that was there before. */
export interface ResponseTarget {
  user: string;
  channel: string;
  original: { type: 'none' } | { type: 'message'; ts: string } | { type: 'ephemeral'; ts: string };
}

interface Issued {
  target: ResponseTarget;
  issuedAt: number;
  uses: number;
}

export class ResponseUrls {
  readonly #now: () => Date;
  readonly #issued = new Map<string, Issued>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Returns the path of a new one. */
  issue(kind: 'commands' | 'actions', teamId: string, target: ResponseTarget): string {
    this.#forgetOld();
    const path = `/${kind}/${teamId}/${this.#issued.size + 1}/${randomBytes(12).toString('hex')}`;
    this.#issued.set(path, { target, issuedAt: this.#now().getTime(), uses: 0 });
    return path;
  }

  /** Counts one use, and says what Slack says when there are none left. */
  use(path: string): ResponseTarget | 'expired_url' | 'used_url' {
    const issued = this.#issued.get(path);
    if (issued === undefined || this.#now().getTime() - issued.issuedAt > LIFETIME_MS) return 'expired_url';
    if (issued.uses >= USES) return 'used_url';
    issued.uses += 1;
    return issued.target;
  }

  /** Later uses replace this message. */
  setOriginal(path: string, original: ResponseTarget['original']): void {
    const issued = this.#issued.get(path);
    if (issued !== undefined) issued.target = { ...issued.target, original };
  }

  #forgetOld(): void {
    const now = this.#now().getTime();
    for (const [path, { issuedAt }] of this.#issued) {
      if (now - issuedAt <= LIFETIME_MS) break;
      this.#issued.delete(path);
    }
  }
}
