// Goal: mail leaves once, in the shape mailboxes expect, and each answer of a mail server means what it says.
// Method: the provider talks to a real SMTP server on loopback that accepts, refuses, hangs or hangs up on demand.

import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import type { BuiltProvider } from '../../../server/outbound/provider.ts';
import smtp from '../../../server/providers/smtp.ts';

interface Mailbox {
  port: number;
  messages: { from: string; to: string[]; text: string }[];
  connectionCount: () => number;
}

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function openMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const messages: Mailbox['messages'] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        messages.push({
          from,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return {
    port: (server.server.address() as AddressInfo).port,
    messages,
    connectionCount: () => connections,
  };
}

function build(port: number, settings: object = {}): BuiltProvider {
  const base = { host: '127.0.0.1', port, from: 'bank@example.com', timeoutSeconds: 1 };
  const provider = smtp.create(smtp.settingsSchema.parse({ ...base, ...settings }), {
    productVersion: 'test',
  });
  closing.push(() => provider.close?.());
  return provider;
}

const request = (given: object = {}) => ({
  key: 'j/c1/1/mail/1/email/1',
  channel: 'email',
  profileId: 'c1',
  journeyId: 'j',
  node: 'mail',
  template: 't',
  address: 'wang@example.org',
  content: { subject: '新卡 offer', body: 'Hello 王' },
  ...given,
});

describe('a mail', () => {
  test('arrives with its subject, body and an id made from its key', async () => {
    const box = await openMailbox();
    const provider = build(box.port, { fromName: 'Demo Bank' });
    const answer = await provider.send(request());
    expect(answer).toMatchObject({ type: 'accepted' });
    const { from, to, text } = box.messages[0] ?? { from: '', to: [], text: '' };
    expect([from, to]).toEqual(['bank@example.com', ['wang@example.org']]);
    expect(text).toMatch(/^From: Demo Bank <bank@example.com>\r?$/m);
    expect(text).toMatch(/^Subject: =\?UTF-8\?/m);
    const id = /^Message-ID: (<[0-9a-f]{40}@example\.com>)\r?$/m.exec(text)?.[1];
    expect(answer).toEqual({ type: 'accepted', reference: id });
    await provider.send(request());
    expect(box.messages[1]?.text).toContain(`Message-ID: ${id}`);
    await provider.send(request({ key: 'another' }));
    expect(box.messages[2]?.text).not.toContain(id);
  });

  test('says how to unsubscribe where that is set', async () => {
    const box = await openMailbox();
    await build(box.port, { unsubscribe: 'https://bank.example/out?x=1' }).send(request());
    expect(box.messages[0]?.text).toContain('List-Unsubscribe: <https://bank.example/out?x=1>');
    expect(box.messages[0]?.text).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    await build(box.port).send(request());
    expect(box.messages[1]?.text).not.toContain('List-Unsubscribe');
  });

  test('is HTML where its body is', async () => {
    const box = await openMailbox();
    const provider = build(box.port);
    await provider.send(request({ content: { subject: 's', body: '<p>Hi</p>' } }));
    expect(box.messages[0]?.text).toContain('Content-Type: text/html');
    await provider.send(request());
    expect(box.messages[1]?.text).toContain('Content-Type: text/plain');
  });

  test('shares its connection with the next one', async () => {
    const box = await openMailbox();
    const provider = build(box.port);
    for (let n = 0; n < 5; n++) await provider.send(request({ key: `k${n}` }));
    expect([box.messages.length, box.connectionCount()]).toEqual([5, 1]);
    await Promise.all(Array.from({ length: 5 }, (_, n) => provider.send(request({ key: `p${n}` }))));
    expect(box.messages).toHaveLength(10);
  });

  test('takes a new connection when the server has closed the kept one', async () => {
    const box = await openMailbox({ socketTimeout: 150 });
    const provider = build(box.port);
    await provider.send(request());
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await provider.send(request())).toMatchObject({ type: 'accepted' });
    expect(box.connectionCount()).toBe(2);
  });
});

const refuse = (code: number) => Object.assign(new Error('no'), { responseCode: code });

describe('an answer', () => {
  const answers: { says: string; options: SMTPServerOptions; means: object }[] = [
    {
      says: '550 to the recipient',
      options: { onRcptTo: (_a, _s, done) => done(refuse(550)) },
      means: { type: 'rejected', detail: 'SMTP 550' },
    },
    {
      says: '450 to the recipient',
      options: { onRcptTo: (_a, _s, done) => done(refuse(450)) },
      means: { type: 'failed', detail: 'SMTP 450' },
    },
    {
      says: '553 to the sender',
      options: { onMailFrom: (_a, _s, done) => done(refuse(553)) },
      means: { type: 'rejected', detail: 'SMTP 553' },
    },
    {
      says: '554 to the message',
      options: { onData: (stream, _s, done) => stream.resume().on('end', () => done(refuse(554))) },
      means: { type: 'rejected', detail: 'SMTP 554' },
    },
    {
      says: '451 to the message',
      options: { onData: (stream, _s, done) => stream.resume().on('end', () => done(refuse(451))) },
      means: { type: 'failed', detail: 'SMTP 451' },
    },
    {
      says: 'silence after the message',
      options: { onData: (stream) => void stream.resume() },
      means: { type: 'unknown' },
    },
    {
      says: 'a login refused',
      options: { authOptional: false, onAuth: (_a, _s, done) => done(new Error('no')) },
      means: { type: 'failed' },
    },
  ];
  test.each(answers)('$says means $means.type', async ({ options, means }) => {
    const box = await openMailbox(options);
    const provider = build(box.port, options.onAuth ? { user: 'u', password: 'p' } : {});
    expect(await provider.send(request())).toMatchObject(means);
  });

  test('that never comes because nobody listens means failed', async () => {
    const { port } = await openMailbox();
    await closing.pop()?.();
    expect(await build(port).send(request())).toMatchObject({ type: 'failed' });
  });

  /** A server of few words, closed by the test. */
  async function openScript(talk: (socket: Socket) => void): Promise<number> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      closing.push(() => void socket.destroy());
      talk(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => void server.close());
    return (server.address() as AddressInfo).port;
  }

  test('cut off while the message leaves means unknown', async () => {
    const port = await openScript((socket) => {
      socket.write('220 hi\r\n');
      let isMessage = false;
      socket.on('data', (data) => {
        const line = data.toString();
        if (isMessage) socket.destroy();
        else if (line.startsWith('DATA')) {
          isMessage = true;
          socket.write('354 go\r\n');
        } else socket.write('250 ok\r\n');
      });
    });
    expect(await build(port).send(request())).toEqual({ type: 'unknown' });
  });

  test('cut off before the message left means failed', async () => {
    const port = await openScript((socket) => {
      socket.write('220 hi\r\n');
      socket.on('data', (data) =>
        data.toString().startsWith('MAIL') ? socket.destroy() : socket.write('250 ok\r\n'),
      );
    });
    expect(await build(port).send(request())).toMatchObject({ type: 'failed' });
  });

  test('that is no greeting means failed', async () => {
    const port = await openScript(() => {});
    expect(await build(port).send(request())).toMatchObject({ type: 'failed' });
  });
});

describe('a header cannot be smuggled in', () => {
  test.each(['hi\r\nBcc: evil@example.com', 'hi\nX: y', 'hi\u0000'])('by the subject %j', async (subject) => {
    const box = await openMailbox();
    expect(await build(box.port).send(request({ content: { subject, body: 'b' } }))).toMatchObject({
      type: 'rejected',
    });
    expect(box.connectionCount()).toBe(0);
  });

  test.each([
    'a@b.c\r\nRCPT TO:<evil@example.com>',
    'a@b.c, evil@example.com',
    '<a@b.c>',
    'a b@c.d',
    'nobody',
    '张三',
  ])('by the address %j', async (address) => {
    const box = await openMailbox();
    expect(await build(box.port).send(request({ address }))).toEqual({
      type: 'rejected',
      detail: 'not an e-mail address',
    });
    expect(box.connectionCount()).toBe(0);
  });

  test.each([
    { fromName: 'Bank\r\nBcc: x@y.z' },
    { unsubscribe: 'https://a.b/\r\nX: y' },
    { from: 'a@b.c\r\nX: y' },
    { unsubscribe: 'javascript:x' },
  ])('by the setting %j', (setting) => {
    const settings = { host: 'h', from: 'a@b.c', ...setting };
    expect(smtp.settingsSchema.safeParse(settings).success).toBe(false);
  });
});
