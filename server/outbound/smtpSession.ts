/** One conversation with a mail server at a time, kept open between messages. */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it */
  secure: boolean;
  /** refuse to go on without TLS */
  requireTls: boolean;
  user?: string | undefined;
  password?: string | undefined;
  /** of connecting, greeting and each answer */
  timeoutMs: number;
}

export interface Envelope {
  from: string;
  to: string;
}

export type SmtpOutcome =
  | { type: 'accepted'; response: string }
  | { type: 'answered'; code: number; text: string; isAboutMessage: boolean }
  | { type: 'notSent'; detail: string }
  /** the connection was lost after the message had begun to leave */
  | { type: 'unknown' };

interface SmtpFault extends Error {
  code?: string | undefined;
  responseCode?: number | undefined;
}

/** The message as a stream that knows when its first byte was asked for, which is after the server's 354. */
function watchedMessage(message: Buffer): { stream: Readable; hasBegun(): boolean } {
  let begun = false;
  const stream = new Readable({
    read() {
      begun = true;
      this.push(message);
      this.push(null);
    },
  });
  return { stream, hasBegun: () => begun };
}

function outcomeOf(fault: SmtpFault, hasBegun: boolean): SmtpOutcome {
  if (fault.responseCode !== undefined) {
    const isAboutMessage = ['EENVELOPE', 'EMESSAGE'].includes(fault.code ?? '');
    return { type: 'answered', code: fault.responseCode, text: fault.message, isAboutMessage };
  }
  return hasBegun ? { type: 'unknown' } : { type: 'notSent', detail: fault.code ?? 'ESOCKET' };
}

/** Connects and logs in; a connection that fails later is noticed by the next send. */
function connect(server: SmtpServer): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    connectionTimeout: server.timeoutMs,
    greetingTimeout: server.timeoutMs,
    socketTimeout: server.timeoutMs,
  });
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      connection.close();
      reject(error);
    };
    connection.once('error', fail);
    connection.connect((fault) => {
      if (fault) return fail(fault);
      const ready = () => {
        connection.removeListener('error', fail);
        resolve(connection);
      };
      if (server.user === undefined) return ready();
      const auth = { user: server.user, pass: server.password ?? '' };
      connection.login(auth, (refused) => (refused ? fail(refused) : ready()));
    });
  });
}

function deliver(connection: SMTPConnection, envelope: Envelope, message: Buffer): Promise<SmtpOutcome> {
  const { stream, hasBegun } = watchedMessage(message);
  return new Promise((resolve) => {
    const lost = (fault: SmtpFault) => resolve(outcomeOf(fault, hasBegun()));
    connection.once('error', lost);
    connection.send(envelope, stream, (fault, info) => {
      connection.removeListener('error', lost);
      // an error that comes while the connection idles only means that the next send opens another
      connection.on('error', () => connection.close());
      resolve(fault ? outcomeOf(fault, hasBegun()) : { type: 'accepted', response: info?.response ?? '' });
    });
  });
}

/** Sends over idle connections where there are any, opening more as needed. */
export function createSmtpSessions(server: SmtpServer) {
  const idle: SMTPConnection[] = [];

  async function withFresh(envelope: Envelope, message: Buffer): Promise<SmtpOutcome> {
    let connection: SMTPConnection;
    try {
      connection = await connect(server);
    } catch (fault) {
      return outcomeOf(fault as SmtpFault, false); // nodemailer rejects with its own errors only
    }
    return await over(connection, envelope, message);
  }

  async function over(connection: SMTPConnection, envelope: Envelope, message: Buffer): Promise<SmtpOutcome> {
    const outcome = await deliver(connection, envelope, message);
    if (outcome.type === 'accepted') idle.push(connection);
    else connection.close();
    return outcome;
  }

  return {
    async send(envelope: Envelope, message: Buffer): Promise<SmtpOutcome> {
      const kept = idle.pop();
      if (!kept) return await withFresh(envelope, message);
      const outcome = await over(kept, envelope, message);
      // a server closes idle connections when it likes; nothing of the message had left
      return outcome.type === 'notSent' ? await withFresh(envelope, message) : outcome;
    },
    close(): void {
      for (const connection of idle.splice(0)) connection.quit();
    },
  };
}
