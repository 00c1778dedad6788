// Goal: calls carry a signature that receivers can check by the standard, and answers mean what the engine is told.
// Method: the signature is held against the standard's published example; the provider calls a real server on loopback.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { secretBytes, signatureHeaders } from '../../../server/outbound/webhookSignature.ts';
import webhook from '../../../server/providers/webhook.ts';
import type { CallWebhook } from '../../../shared/effect.ts';

// secret, id, timestamp and body of the example in the Standard Webhooks 1.0.0 libraries
const EXAMPLE = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  atMs: 1_614_265_330_000,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('the signature', () => {
  const bytes = secretBytes(EXAMPLE.secret);

  test('is that of the standard’s example', () => {
    expect(signatureHeaders({ ...EXAMPLE, secrets: bytes ? [bytes] : [] })).toEqual({
      'webhook-id': EXAMPLE.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': EXAMPLE.signature,
    });
  });

  test('comes once per secret while a receiver changes over', () => {
    const other = secretBytes(`whsec_${Buffer.alloc(32, 7).toString('base64')}`);
    const secrets = [bytes, other].filter((one) => one !== null);
    const { 'webhook-signature': both = '' } = signatureHeaders({ ...EXAMPLE, secrets });
    expect(both.split(' ')).toHaveLength(2);
    expect(both.split(' ')[0]).toBe(EXAMPLE.signature);
  });

  test.each([
    '',
    'whsec_',
    'whsec_c2hvcnQ=',
    'whsec_not base64',
    `whsec_${Buffer.alloc(65).toString('base64')}`,
  ])('is not made with the secret %j', (secret) => expect(secretBytes(secret)).toBeNull());
});

describe('the provider', () => {
  let server: Server;
  let url: string;
  let received: { headers: IncomingHttpHeaders; body: string; method: string | undefined }[] = [];
  let status = 200;
  let answered = '{"result":{"score":7}}';

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        received.push({ headers: request.headers, body, method: request.method });
        if (status === 0) response.destroy();
        else response.writeHead(status).end(answered);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    received = [];
    status = 200;
    answered = '{"result":{"score":7}}';
  });

  const build = (settings: object = {}) =>
    webhook.create(
      webhook.settingsSchema.parse({ url, secret: EXAMPLE.secret, trustedHosts: ['127.0.0.1'], ...settings }),
      { productVersion: 'test' },
    );
  const request = {
    key: 'j/c1/1/n/1/push/1',
    channel: 'push',
    profileId: 'c1',
    journeyId: 'j',
    node: 'n',
    template: 't',
    address: 'device-1',
    content: { subject: null, body: 'Hello' },
  };
  const effect = (given: Partial<CallWebhook> = {}): CallWebhook => ({
    type: 'callWebhook',
    url,
    method: 'POST',
    headers: {},
    body: { a: 1 },
    timeoutMs: 2000,
    keep: {},
    ...given,
  });

  test('posts a message that verifies, under one id however often it is tried', async () => {
    const provider = build();
    expect(await provider.send(request)).toEqual({ type: 'accepted', answer: { result: { score: 7 } } });
    await provider.send(request);
    const [first, second] = received;
    expect(JSON.parse(first?.body ?? '')).toMatchObject({
      type: 'message',
      data: { key: request.key, channel: 'push', profileId: 'c1', address: 'device-1', body: 'Hello' },
    });
    expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id']);
    const bytes = secretBytes(EXAMPLE.secret);
    const again = signatureHeaders({
      id: String(first?.headers['webhook-id']),
      atMs: Number(first?.headers['webhook-timestamp']) * 1000,
      body: first?.body ?? '',
      secrets: bytes ? [bytes] : [],
    });
    expect(first?.headers['webhook-signature']).toBe(again['webhook-signature']);
    expect(Math.abs(Number(first?.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(10);
  });

  const answers = [
    { status: 200, means: { type: 'accepted' } },
    { status: 204, means: { type: 'accepted' } },
    { status: 301, means: { type: 'rejected', detail: 'HTTP 301' } },
    { status: 400, means: { type: 'rejected', detail: 'HTTP 400' } },
    { status: 410, means: { type: 'rejected', detail: 'HTTP 410' } },
    { status: 408, means: { type: 'failed', detail: 'HTTP 408' } },
    { status: 429, means: { type: 'failed', detail: 'HTTP 429' } },
    { status: 500, means: { type: 'unknown' } },
    { status: 502, means: { type: 'unknown' } },
    { status: 503, means: { type: 'unknown' } },
    { status: 0, means: { type: 'unknown' } },
  ];
  test.each(answers)('takes $status as $means.type', async ({ status: answer, means }) => {
    status = answer;
    expect(await build().send(request)).toMatchObject(means);
  });

  test('tries a lost call again where the receiver drops second ones', async () => {
    status = 0;
    const provider = build({ receiverDeduplicates: true });
    expect(provider.idempotency).toBe('key');
    expect(await provider.send(request)).toMatchObject({ type: 'failed', mayHaveArrived: true });
    status = 500;
    expect(await provider.send(request)).toEqual({
      type: 'failed',
      detail: 'HTTP 500',
      mayHaveArrived: true,
    });
    status = 429;
    expect(await provider.send(request)).toEqual({ type: 'failed', detail: 'HTTP 429' });
    expect(build().idempotency).toBe('none');
  });

  test('carries the calls of nodes, with their headers but never instead of its own', async () => {
    const { webhooks } = build();
    const headers = { 'X-Team': 'cards', 'Webhook-Signature': 'v1,forged', Host: 'elsewhere' };
    expect(await webhooks?.call(effect({ method: 'PUT', headers }), 'k1', 'c1')).toMatchObject({
      type: 'accepted',
    });
    expect(received[0]).toMatchObject({ method: 'PUT', body: '{"a":1}' });
    expect(received[0]?.headers['x-team']).toBe('cards');
    expect(received[0]?.headers['webhook-signature']).toMatch(/^v1,(?!forged)/);
    expect(received[0]?.headers.host).not.toBe('elsewhere');
    await webhooks?.call(effect({ method: 'GET' }), 'k2', 'c1');
    expect(received[1]).toMatchObject({ method: 'GET', body: '' });
  });

  test('takes an answer that is no object as done without one', async () => {
    answered = 'thanks';
    expect(await build().webhooks?.call(effect(), 'k1', 'c1')).toEqual({ type: 'accepted', answer: {} });
  });

  test('calls no private address that is not listed', async () => {
    const provider = build({ trustedHosts: [] });
    expect(await provider.send(request)).toEqual({ type: 'rejected', detail: 'plain-http' });
    const call = effect({ url: url.replace('http:', 'https:') });
    expect(await provider.webhooks?.call(call, 'k', 'c1')).toEqual({
      type: 'rejected',
      detail: 'private-address',
    });
    expect(received).toEqual([]);
  });

  test('rejects messages while it has no address', async () => {
    expect(await build({ url: undefined }).send(request)).toMatchObject({ type: 'rejected' });
  });
});
