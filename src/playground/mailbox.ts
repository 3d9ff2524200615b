import type { Logger } from '../log.ts';
import { type Mail, type MailboxSnapshot, mailboxSnapshotSchema } from './mailbox-mail.ts';
import { type MailFault, openSmtpServer } from './mailbox-server.ts';

export type { Mail, MailboxSnapshot } from './mailbox-mail.ts';
export type { MailFault } from './mailbox-server.ts';

export interface MailboxOptions {
  /** Another process may need the same address again after a restart; 0 takes a free port. */
  port?: number;
  now?: () => Date;
  log?: Logger;
}

/** A mail server for one machine, whose mailboxes can be read. */
export interface Mailbox {
  /** What `SMTP_URL` must be for mail to arrive here. */
  readonly smtpUrl: string;
  /** Newest first; of one address, or of all. */
  list(address?: string): readonly Mail[];
  get(id: string): Mail | undefined;
  /** Calls the listener whenever mail arrived or was restored, until the returned function is called. */
  onChange(listener: () => void): () => void;
  snapshot(): MailboxSnapshot;
  /** Throws a `ZodError` on anything that is no snapshot. */
  restore(snapshot: unknown): void;
  /** Makes the server misbehave until the next call; `null` makes it well again. */
  setFault(fault: MailFault | null): Promise<void>;
  close(): Promise<void>;
}

// Enough for every story of the playground, and bounded.
const MAX_MAILS = 5_000;

function createMailStore() {
  let mails: readonly Mail[] = [];
  const listeners = new Set<() => void>();
  const replace = (next: readonly Mail[]) => {
    mails = next.slice(0, MAX_MAILS);
    for (const listener of listeners) listener();
  };
  return { listeners, replace, all: () => mails, add: (mail: Mail) => replace([mail, ...mails]) };
}

/** Starts the mail server of the playground and of tests, on this machine's own interface only. */
export async function createMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const store = createMailStore();
  const server = await openSmtpServer({
    port: options.port ?? 0,
    now: options.now ?? (() => new Date()),
    receive: store.add,
    ...(options.log && { log: options.log }),
  });
  return {
    smtpUrl: `smtp://${server.host}:${server.port}`,
    list: (address) => {
      const wanted = address?.toLowerCase();
      return wanted === undefined ? store.all() : store.all().filter((mail) => mail.to.includes(wanted));
    },
    get: (id) => store.all().find((mail) => mail.id === id),
    onChange(listener) {
      store.listeners.add(listener);
      return () => void store.listeners.delete(listener);
    },
    snapshot: () => store.all(),
    restore: (snapshot) => store.replace(mailboxSnapshotSchema.parse(snapshot)),
    setFault: server.setFault,
    close: server.close,
  };
}
