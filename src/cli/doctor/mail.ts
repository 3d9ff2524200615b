import type { Config } from '../../config.ts';
import { createMailer } from '../../mail/mailer.ts';
import { DeliveryError } from '../../ports.ts';
import { type Finding, look, note, well, wrong } from './finding.ts';

const WHAT = 'Email';
const OFF = 'off: people hear from Muster in Slack only';
const SENTENCES: Readonly<Record<string, string>> = {
  smtp_auth: 'the mail server does not accept the user and the password in SMTP_URL',
  smtp_timeout: 'the mail server does not answer in time',
  smtp_connection: 'the mail server cannot be reached',
};
const TODO = 'Check SMTP_URL against what your mail provider says: host, port, smtp:// or smtps://, user and password.';

/** Connects and signs in; sends nothing. */
export function checkMail({ mail }: Config): Promise<readonly Finding[]> {
  return look(WHAT, async () => {
    if (mail === null) return [note(WHAT, OFF, 'Set SMTP_URL and MAIL_FROM if emails are to be sent too.')];
    const mailer = createMailer(mail);
    try {
      await mailer.verify();
      return [well(WHAT, 'the mail server lets Muster in')];
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      return [wrong(WHAT, SENTENCES[error.code] ?? `the mail server refuses (${error.code})`, TODO)];
    } finally {
      await mailer.close();
    }
  });
}
