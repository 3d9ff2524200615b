import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/message.ts';
import { type ClosableMailer, createDisabledMailer, createMailer } from '../../../src/mail/mailer.ts';
import { createMailbox, type Mailbox } from '../../../src/playground/mailbox.ts';
import { DeliveryError } from '../../../src/ports.ts';
import { AT, ada, person, samples } from '../../unit/mail/samples.ts';

const FROM = 'Muster <muster@acme.example>';
const MESSAGE_ID = 'dlv_1@acme.example';
const envelope = { deliveryId: 'dlv_1', message: samples.reminder_manual } as const;
// Only the waiting is shorter than in production.
const IMPATIENT = '?connectionTimeout=300&greetingTimeout=300&socketTimeout=300';

let mailbox: Mailbox;
let mailer: ClosableMailer;

beforeEach(async () => {
  mailbox = await createMailbox({ now: () => AT });
  mailer = createMailer({ smtpUrl: mailbox.smtpUrl, from: FROM });
});

afterEach(async () => {
  await mailer.close();
  await mailbox.close();
});

async function failureOf(work: Promise<unknown>): Promise<DeliveryError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DeliveryError)) throw new Error('expected a DeliveryError', { cause: error });
  return error;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return address.port;
}

function headersOf(id: string): Map<string, string> {
  return new Map(mailbox.get(id)?.headers.map(({ name, value }) => [name.toLowerCase(), value]));
}

describe('mail over SMTP', () => {
  it('arrives as HTML and as text, from Muster, and says that a program sent it', async () => {
    await mailer.verify();
    await mailer.send('Ada@acme.example', envelope);
    const [mail] = mailbox.list('ada@acme.example');
    expect(mail).toMatchObject({
      from: '"Muster" <muster@acme.example>',
      subject: 'Please turn on MFA for Acme Rockets',
      messageId: '<dlv_1@acme.example>',
      receivedAt: AT.toISOString(),
    });
    expect(mail?.html).toContain('Turn on MFA in Slack');
    expect(mail?.text).toContain('https://acme.slack.com/account/settings#two_factor');
    const headers = headersOf(mail?.id ?? '');
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.has('reply-to')).toBe(false);
  });

  it('keeps its Message-ID over attempts', async () => {
    await mailbox.setFault({ type: 'reply', code: 451, address: 'ada@acme.example' });
    await failureOf(mailer.send('ada@acme.example', envelope));
    await mailbox.setFault(null);
    await mailer.send('ada@acme.example', envelope);
    await mailer.send('ada@acme.example', envelope);
    expect(mailbox.list().map((mail) => mail.messageId)).toEqual([`<${MESSAGE_ID}>`, `<${MESSAGE_ID}>`]);
  });

  it.each<[string, string]>([
    ['line breaks', 'Eve\r\nBcc: all@acme.example\r\n\r\nHello'],
    ['commas and quotes', 'Eve, "Queen" <all@acme.example>, Bob'],
    ['emoji', '👩‍🚀🦄'],
    ['right to left', '\u202eשרה\u202c'],
    ['300 characters', 'é'.repeat(300)],
    ['a lone surrogate', 'Eve\ud800'],
  ])('a name with %s changes no header and no recipient', async (_what, name) => {
    const message: Message = { ...samples.reminder_manual, recipient: person(name), organizationName: name };
    await mailer.send('ada@acme.example', { deliveryId: 'dlv_1', message });
    const [mail] = mailbox.list();
    expect(mail?.to).toEqual(['ada@acme.example']);
    expect(mail?.subject).toMatch(/^Please turn on MFA for \S/);
    const names = [...headersOf(mail?.id ?? '').keys()];
    expect(names).not.toContain('bcc');
    expect(names.toSorted()).toEqual(
      [
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
        'x-auto-response-suppress',
      ].toSorted(),
    );
  });

  it.each(['', 'nobody', 'a@b.example, c@d.example', 'Eve <a@b.example>', 'a@b.example\r\nRCPT TO:<c@d.example>'])(
    'is never sent to what is not one address: %j',
    async (to) => {
      const error = await failureOf(mailer.send(to, envelope));
      expect(error).toMatchObject({ code: 'smtp_invalid_address', retry: { type: 'never' } });
      expect(mailbox.list()).toEqual([]);
    },
  );
});

describe('when mail fails', () => {
  it('a refused recipient is never tried again, and others still get theirs', async () => {
    await mailbox.setFault({ type: 'reply', code: 550, address: 'gone@acme.example' });
    const error = await failureOf(mailer.send('gone@acme.example', envelope));
    expect(error).toMatchObject({ code: 'smtp_550', retry: { type: 'never' } });
    await mailer.send('ada@acme.example', envelope);
    expect(mailbox.list()).toHaveLength(1);
  });

  it('a mail server that says "later" is tried again', async () => {
    await mailbox.setFault({ type: 'reply', code: 451, address: 'ada@acme.example' });
    const error = await failureOf(mailer.send('ada@acme.example', envelope));
    expect(error).toMatchObject({ code: 'smtp_451', retry: { type: 'backoff' } });
  });

  it('a mail server that is down is tried again, and works once it is back', async () => {
    await mailer.send('ada@acme.example', envelope);
    await mailbox.setFault({ type: 'down' });
    const error = await failureOf(mailer.send('ada@acme.example', envelope));
    expect(error).toMatchObject({ code: 'smtp_connection', retry: { type: 'backoff' } });
    expect(await failureOf(mailer.verify())).toMatchObject({ code: 'smtp_connection' });
    await mailbox.setFault(null);
    await mailer.send('ada@acme.example', envelope);
    expect(mailbox.list()).toHaveLength(2);
  });

  it('a mail server that hangs is given up on and tried again', async () => {
    await mailbox.setFault({ type: 'hang' });
    const impatient = createMailer({ smtpUrl: mailbox.smtpUrl + IMPATIENT, from: FROM });
    const error = await failureOf(impatient.send('ada@acme.example', envelope));
    await impatient.close();
    expect(error).toMatchObject({ code: 'smtp_timeout', retry: { type: 'backoff' } });
  });

  it('a connection that breaks in the middle of a mail is not sent again by the pool itself', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => {});
      socket.write('220 ready\r\n');
      socket.on('data', (data) => {
        if (data.toString().startsWith('MAIL')) socket.destroy();
        else socket.write('250 ok\r\n');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = portOf(server);
    const broken = createMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: FROM });
    const error = await failureOf(broken.send('ada@acme.example', envelope));
    expect(error).toMatchObject({ code: 'smtp_connection', retry: { type: 'backoff' } });
    expect(connections).toBe(1);
    await broken.close();
    server.close();
  });

  it('a wrong password is tried again, since somebody can put it right', async () => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('Invalid username or password')),
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const port = portOf(server.server);
    const stranger = createMailer({ smtpUrl: `smtp://muster:wrong@127.0.0.1:${port}`, from: FROM });
    const error = await failureOf(stranger.send('ada@acme.example', envelope));
    expect(error).toMatchObject({ code: 'smtp_auth', retry: { type: 'backoff' } });
    expect(await failureOf(stranger.verify())).toMatchObject({ code: 'smtp_auth' });
    await stranger.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });

  it('without SMTP_URL email is off, and sending is a mistake that is not repeated', async () => {
    const disabled = createDisabledMailer();
    expect(disabled.enabled).toBe(false);
    const error = await failureOf(disabled.send(ada.name, envelope));
    expect(error).toMatchObject({ code: 'mail_disabled', retry: { type: 'never' } });
    await disabled.close();
  });
});
