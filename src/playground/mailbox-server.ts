import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Logger } from '../log.ts';
import { type Mail, parseMail } from './mailbox-mail.ts';

/** `down` refuses connections, `hang` takes them and never says a word, `reply` answers so to one address. */
export type MailFault = { type: 'down' } | { type: 'hang' } | { type: 'reply'; code: 451 | 550; address: string };

interface SmtpServerOptions {
  port: number;
  now: () => Date;
  receive(mail: Mail): void;
  log?: Logger;
}

const HOST = '127.0.0.1';
const REPLIES = { 451: 'Try again later', 550: 'No such person here' };

class SmtpReply extends Error {
  readonly responseCode: number;

  constructor(responseCode: 451 | 550) {
    super(REPLIES[responseCode]);
    this.responseCode = responseCode;
  }
}

/** The SMTP protocol, without a socket of its own: whoever listens hands the connections over. */
function createProtocol(options: SmtpServerOptions, replyTo: (address: string) => Error | null): SMTPServer {
  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    options.receive(await parseMail(stream, recipients, options.now()));
  };
  const protocol = new SMTPServer({
    // No STARTTLS: its certificate would be nobody's. The server listens on this machine only.
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'somebody' }),
    onRcptTo: ({ address }, _session, done) => done(replyTo(address)),
    onData: (stream, session, done) => {
      receive(stream, session).then(() => done(), done);
    },
  });
  protocol.on('error', (error) => options.log?.debug({ err: error }, 'an SMTP connection broke'));
  return protocol;
}

async function listen(port: number, connections: Set<Socket>, connect: (socket: Socket) => void): Promise<Server> {
  const server = createServer((socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
    connect(socket);
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server does not listen');
  return address.port;
}

/** A real SMTP server that can be told to misbehave. */
export async function openSmtpServer(options: SmtpServerOptions) {
  let fault: MailFault | null = null;
  const connections = new Set<Socket>();
  const protocol = createProtocol(options, (address) =>
    fault?.type === 'reply' && fault.address.toLowerCase() === address.toLowerCase() ? new SmtpReply(fault.code) : null,
  );
  const connect = (socket: Socket) => {
    if (fault?.type !== 'hang') protocol.server.emit('connection', socket);
  };
  let server: Server | null = await listen(options.port, connections, connect);
  const port = portOf(server);

  async function stopListening() {
    const closed = server && once(server, 'close');
    server?.close();
    for (const socket of connections) socket.destroy();
    server = null;
    await closed;
  }

  return {
    host: HOST,
    port,
    /** Open connections end, so that the fault, or its end, holds at once. */
    async setFault(next: MailFault | null) {
      await stopListening();
      fault = next;
      if (next?.type !== 'down') server = await listen(port, connections, connect);
    },
    close: stopListening,
  };
}
