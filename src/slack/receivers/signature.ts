import { createHmac, timingSafeEqual } from 'node:crypto';

/** Five minutes either way: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const SIGNATURE_WINDOW_MS = 5 * 60_000;

export type SignatureVerdict = 'genuine' | 'missing' | 'stale' | 'forged';

/** Whether Slack signed this request now. `timestamp` and `signature` are the two headers as they came. */
export function judgeSignature(request: {
  signingSecret: string;
  timestamp: string | undefined;
  signature: string | undefined;
  body: Buffer;
  nowMs: number;
}): SignatureVerdict {
  const { signingSecret, timestamp, signature, body, nowMs } = request;
  if (timestamp === undefined || signature === undefined) return 'missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'forged';
  if (Math.abs(nowMs - Number(timestamp) * 1000) > SIGNATURE_WINDOW_MS) return 'stale';
  const expected = Buffer.from(sign(signingSecret, timestamp, body));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? 'genuine' : 'forged';
}

/** The signature that Slack sends: `v0=` and a hex digest. */
export function sign(signingSecret: string, timestamp: string, body: Buffer | string): string {
  return `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}
