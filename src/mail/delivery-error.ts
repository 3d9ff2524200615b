import type { NodemailerError } from 'nodemailer';
import { DeliveryError } from '../ports.ts';

const BACKOFF = { type: 'backoff' } as const;
const NEVER = { type: 'never' } as const;

const CODES: Record<string, string> = {
  ETIMEDOUT: 'smtp_timeout',
  EABORT: 'smtp_timeout',
  EAUTH: 'smtp_auth',
  ENOAUTH: 'smtp_auth',
  EOAUTH2: 'smtp_auth',
};

/** What the mail server wants before it takes any mail at all: the settings' fault, not the recipient's. */
const AUTH_REPLIES = [530, 534, 535, 538];

function isAboutTheRecipient(error: NodemailerError): boolean {
  // A refused sender (`MAIL FROM`) is a matter of MAIL_FROM, which somebody can put right.
  return error.permanent === true && (error.command === 'RCPT TO' || error.command === 'DATA');
}

function ofReply(responseCode: number, error: NodemailerError): DeliveryError {
  if (AUTH_REPLIES.includes(responseCode)) return new DeliveryError('smtp_auth', BACKOFF, { cause: error });
  const retry = isAboutTheRecipient(error) ? NEVER : BACKOFF;
  return new DeliveryError(`smtp_${responseCode}`, retry, { cause: error });
}

/** The mailer's error as one that says whether to try again: only a refused recipient or message is for ever. */
export function toDeliveryError(error: NodemailerError): DeliveryError {
  if (error.responseCode !== undefined) return ofReply(error.responseCode, error);
  if (error.code === 'EENVELOPE') return new DeliveryError('smtp_invalid_address', NEVER, { cause: error });
  return new DeliveryError(CODES[error.code ?? ''] ?? 'smtp_connection', BACKOFF, { cause: error });
}
