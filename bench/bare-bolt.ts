/** The bare library of the first benchmark: a Bolt app over HTTP that acknowledges `/mfa` with a constant. */
import { App, HTTPReceiver } from '@slack/bolt';
import { serveParent } from './support/child.ts';
import { TOKENS } from './support/workspace.ts';

const receiver = new HTTPReceiver({ signingSecret: TOKENS.signingSecret });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: TOKENS.botToken, botId: 'B0BENCHMRK', botUserId: 'U0BENCHBOT' }),
});
app.command('/mfa', async ({ ack }) => await ack('MFA is not enforced.'));
const server = await receiver.start(0);
const address = server.address();

serveParent(
  () => (typeof address === 'object' ? address?.port : null),
  async () => void (await receiver.stop()),
);
