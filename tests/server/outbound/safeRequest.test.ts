// Goal: a call reaches the host it was checked for, or nobody; it is bounded in time and size and follows nothing.
// Method: a real HTTP server on loopback that counts connections; names are resolved by a scripted resolver.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  RESPONSE_BYTES_MAX,
  type Resolve,
  type SafeRequest,
  safeRequest,
} from '../../../server/outbound/safeRequest.ts';

let server: Server;
let port: number;
let connections = 0;
let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};

beforeAll(async () => {
  server = createServer((request, response) => handle(request, response));
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  connections = 0;
  handle = (_request, response) => void response.end('{"done":true}');
});

const ask = (url: string, given: Partial<SafeRequest> = {}): SafeRequest => ({
  url,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{}',
  timeoutMs: 2000,
  trustedHosts: [],
  ...given,
});
const pointTo =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('refused before a socket is opened', () => {
  const urls = () => [
    ['the loopback address', `https://127.0.0.1:${port}/`],
    ['another loopback address', `https://127.9.9.9:${port}/`],
    ['its short form', `https://127.1:${port}/`],
    ['its number', `https://2130706433:${port}/`],
    ['its hexadecimal form', `https://0x7f000001:${port}/`],
    ['its octal form', `https://0177.0.0.1:${port}/`],
    ['full-width digits', `https://１２７.０.０.１:${port}/`],
    ['IPv6 loopback', `https://[::1]:${port}/`],
    ['mapped loopback', `https://[::ffff:127.0.0.1]:${port}/`],
    ['NAT64 loopback', `https://[64:ff9b::7f00:1]:${port}/`],
    ['the unspecified address', `https://0.0.0.0:${port}/`],
    ['cloud metadata', 'https://169.254.169.254/latest/meta-data'],
    ['the name localhost', `https://localhost:${port}/`],
    ['a name and password', `https://user:pass@example.com/`],
    ['another scheme', 'ftp://example.com/'],
    ['a file', 'file:///etc/passwd'],
    ['no address at all', 'example.com'],
  ];
  test('is every spelling of a private address', async () => {
    for (const [says, url = ''] of urls()) {
      const answer = await safeRequest(ask(url));
      expect(answer.type, says).toBe('refused');
    }
    expect(connections).toBe(0);
  });

  test('is plain http to a public host', async () => {
    expect(await safeRequest(ask('http://example.com/'), pointTo('93.184.215.14'))).toEqual({
      type: 'refused',
      detail: 'plain-http',
    });
  });

  test('is a name with one private address among public ones', async () => {
    const answer = await safeRequest(
      ask(`https://mixed.example:${port}/`),
      pointTo('93.184.215.14', '127.0.0.1'),
    );
    expect(answer).toEqual({ type: 'refused', detail: 'private-address' });
    expect(connections).toBe(0);
  });

  test('is a host trusted under another port', async () => {
    const answer = await safeRequest(ask(`http://127.0.0.1:${port}/`, { trustedHosts: ['127.0.0.1:1'] }));
    expect(answer.type).toBe('refused');
  });
});

describe('a trusted host', () => {
  const trusted = () => ask(`http://127.0.0.1:${port}/hook?a=1`, { trustedHosts: [`127.0.0.1:${port}`] });

  test('is called, and its answer is read', async () => {
    expect(await safeRequest(trusted())).toEqual({
      type: 'answered',
      status: 200,
      body: '{"done":true}',
      retryAfterMs: null,
    });
    expect(connections).toBe(1);
  });

  test('is connected to at the address that was checked, under its own name', async () => {
    let host: string | undefined;
    handle = (request, response) => {
      host = request.headers.host;
      response.end();
    };
    let looks = 0;
    const rebinding: Resolve = async () => {
      looks += 1;
      // the first look leads here; a second one would lead elsewhere
      return [{ address: looks === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    };
    const url = `http://hooks.example:${port}/`;
    expect(await safeRequest(ask(url, { trustedHosts: ['hooks.example'] }), rebinding)).toMatchObject({
      status: 200,
    });
    expect([looks, host]).toEqual([1, `hooks.example:${port}`]);
  });

  test('is not followed anywhere else', async () => {
    handle = (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    expect(await safeRequest(trusted())).toMatchObject({ type: 'answered', status: 302 });
    expect(connections).toBe(1);
  });

  test('may ask for patience', async () => {
    handle = (_request, response) => void response.writeHead(429, { 'retry-after': '7' }).end();
    expect(await safeRequest(trusted())).toMatchObject({ status: 429, retryAfterMs: 7000 });
  });

  const lost = [
    { says: 'is silent', detail: 'ETIMEDOUT', act: () => {} },
    { says: 'hangs up', detail: 'ECONNRESET', act: (response: ServerResponse) => response.destroy() },
    {
      says: 'talks without end',
      detail: 'ETOOLONG',
      act: (response: ServerResponse) => void response.end('x'.repeat(RESPONSE_BYTES_MAX + 1)),
    },
    {
      says: 'stops in the middle',
      detail: 'ECONNRESET',
      act: (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' }).write('x');
        setTimeout(() => response.destroy(), 20);
      },
    },
  ];
  test.each(lost)('that $says leaves the outcome unknown', async ({ detail, act }) => {
    handle = (_request, response) => void act(response);
    expect(await safeRequest({ ...trusted(), timeoutMs: 300 })).toEqual({ type: 'lost', detail });
  });

  test('that refuses the connection was not reached', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port: free } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const answer = await safeRequest(ask(`http://127.0.0.1:${free}/`, { trustedHosts: ['127.0.0.1'] }));
    expect(answer).toEqual({ type: 'unreachable', detail: 'ECONNREFUSED' });
  });

  test('that has no address was not reached', async () => {
    const nowhere: Resolve = () =>
      Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    expect(await safeRequest(ask('https://none.example/'), nowhere)).toEqual({
      type: 'unreachable',
      detail: 'ENOTFOUND',
    });
  });
});

test('a proxy in the environment is not used', async () => {
  process.env.HTTP_PROXY = 'http://127.0.0.1:1';
  process.env.http_proxy = 'http://127.0.0.1:1';
  const answer = await safeRequest(ask(`http://127.0.0.1:${port}/`, { trustedHosts: ['127.0.0.1'] }));
  delete process.env.HTTP_PROXY;
  delete process.env.http_proxy;
  expect(answer.type).toBe('answered');
});
