import { createTransport, type NodemailerError } from 'nodemailer';
import type { Logger } from '../log.ts';
import { DeliveryError, type Mailer } from '../ports.ts';
import { toDeliveryError } from './delivery-error.ts';
import { messageIdOf } from './message-id.ts';

export interface MailerOptions {
  /** `smtp://` or `smtps://`, with user and password where needed. Its query may set nodemailer's own options. */
  smtpUrl: string;
  /** `Muster <muster@example.com>` or a bare address. */
  from: string;
  log?: Logger;
}

export interface ClosableMailer extends Mailer {
  /** Connects and signs in, without sending. Throws a `DeliveryError`. */
  verify(): Promise<void>;
  close(): Promise<void>;
}

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
/** No lease of a delivery lasts longer unrenewed; also ends what a server that trickles its answers would keep open. */
const SEND_TIMEOUT_MS = 50_000;

/** One address and nothing else: no list, no name, no route, no line break. */
const ONE_ADDRESS = /^[^\s<>()[\]\\,;:"@]+@[^\s<>()[\]\\,;:"@]+$/;

const HEADERS = {
  'Auto-Submitted': 'auto-generated',
  // Exchange answers "out of office" to automatic mail unless it is told not to.
  'X-Auto-Response-Suppress': 'OOF, AutoReply',
};

function openTransport(options: MailerOptions) {
  return createTransport(
    {
      url: options.smtpUrl,
      pool: true,
      maxConnections: 3,
      // The ledger of deliveries decides about another attempt; the pool must not send twice by itself.
      maxRequeues: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
      ...TIMEOUTS,
    },
    { from: options.from, headers: HEADERS },
  );
}

async function orDeliveryError<T>(work: Promise<T>): Promise<T> {
  return await work.catch((error: NodemailerError) => {
    throw toDeliveryError(error);
  });
}

/** Sends mail over SMTP. Connections are pooled; every failure is a `DeliveryError`. */
export function createMailer(options: MailerOptions): ClosableMailer {
  const transport = openTransport(options);
  transport.on('error', (error) => options.log?.warn({ err: error }, 'a connection to the mail server failed'));
  return {
    enabled: true,
    async send(to, { deliveryId, message }) {
      if (!ONE_ADDRESS.test(to)) throw new DeliveryError('smtp_invalid_address', { type: 'never' });
      // With all of React, which a bot that has no mail to send need not load.
      const { renderMail } = await import('./render-mail.ts');
      const mail = {
        ...(await renderMail(message)),
        to: { name: '', address: to },
        messageId: `<${messageIdOf(deliveryId, options.from)}>`,
        signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
      };
      await orDeliveryError(transport.sendMail(mail));
      options.log?.debug({ deliveryId, kind: message.kind }, 'the mail server took a mail');
    },
    async verify() {
      await orDeliveryError(transport.verify());
    },
    async close() {
      transport.close();
    },
  };
}

/** The mailer when `SMTP_URL` is unset: nothing is planned for it, and sending would be a mistake. */
export function createDisabledMailer(): ClosableMailer {
  const refuse = async () => {
    throw new DeliveryError('mail_disabled', { type: 'never' });
  };
  return { enabled: false, send: refuse, verify: refuse, close: async () => {} };
}
