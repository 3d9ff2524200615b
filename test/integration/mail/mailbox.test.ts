import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClosableMailer, createMailer } from '../../../src/mail/mailer.ts';
import { createMailbox, type Mailbox } from '../../../src/playground/mailbox.ts';
import { samples } from '../../unit/mail/samples.ts';

let mailbox: Mailbox;
let mailer: ClosableMailer;

beforeEach(async () => {
  mailbox = await createMailbox();
  mailer = createMailer({ smtpUrl: mailbox.smtpUrl, from: 'muster@acme.example' });
});

afterEach(async () => {
  await mailer.close();
  await mailbox.close();
});

async function deliver(to: string): Promise<void> {
  await mailer.send(to, { deliveryId: 'dlv_1', message: samples.enforcement_on });
}

describe('the mailbox of the playground', () => {
  it('lists mail newest first, of one address whatever its case, and of all', async () => {
    await deliver('ada@acme.example');
    await deliver('Grace@acme.example');
    expect(mailbox.list().map((mail) => mail.to[0])).toEqual(['grace@acme.example', 'ada@acme.example']);
    const [mail] = mailbox.list('GRACE@acme.example');
    expect(mail && mailbox.get(mail.id)).toBe(mail);
    expect(mailbox.get('nothing')).toBeUndefined();
  });

  it('tells listeners that mail came, until they leave', async () => {
    let changes = 0;
    const leave = mailbox.onChange(() => {
      changes += 1;
    });
    await deliver('ada@acme.example');
    leave();
    await deliver('ada@acme.example');
    expect(changes).toBe(1);
  });

  it('survives a restart through its snapshot', async () => {
    await deliver('ada@acme.example');
    const saved: unknown = JSON.parse(JSON.stringify(mailbox.snapshot()));
    const next = await createMailbox();
    next.restore(saved);
    expect(next.list()).toEqual(mailbox.list());
    expect(() => next.restore([{ id: 1 }])).toThrow();
    await next.close();
  });

  it('refuses every connection while it is down, at the same address as before', async () => {
    const before = mailbox.smtpUrl;
    await mailbox.setFault({ type: 'down' });
    await expect(deliver('ada@acme.example')).rejects.toThrow('smtp_connection');
    await mailbox.setFault(null);
    await deliver('ada@acme.example');
    expect(mailbox.smtpUrl).toBe(before);
  });
});
