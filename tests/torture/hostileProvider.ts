/** A program: a provider that misbehaves by seeded chance and logs each request before it answers. */
import { appendFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PROVIDER_DEEDS, type ProviderDeed, type ProviderLine } from './providerLog.ts';
import { seededRandom } from './seededRandom.ts';
import { IDEMPOTENT_CHANNEL } from './tortureWorkspace.ts';

const [logFile = '', seed = ''] = process.argv.slice(2);
const attempts = new Map<string, number>();
const acceptedIds = new Set<string>();

/** By id and attempt alone, so that it does not depend on the order of arrival. */
function deedOf(id: string, attempt: number): ProviderDeed {
  // the names are the table's own keys
  const deeds = Object.keys(PROVIDER_DEEDS) as ProviderDeed[];
  const total = deeds.reduce((sum, deed) => sum + PROVIDER_DEEDS[deed].weight, 0);
  let left = seededRandom(`${seed}/${id}/${attempt}`)() * total;
  for (const deed of deeds) {
    left -= PROVIDER_DEEDS[deed].weight;
    if (left < 0) return deed;
  }
  return 'accept';
}

function lineOf(channel: string, id: string): ProviderLine {
  const attempt = (attempts.get(id) ?? 0) + 1;
  attempts.set(id, attempt);
  const isKnown = channel === IDEMPOTENT_CHANNEL && acceptedIds.has(id);
  const deed = isKnown ? 'again' : deedOf(id, attempt);
  if (deed !== 'again' && PROVIDER_DEEDS[deed].isAccepted) acceptedIds.add(id);
  return { atMs: Date.now(), channel, id, attempt, deed };
}

function answer(deed: ProviderLine['deed'], response: ServerResponse, socket: Socket): void {
  switch (deed) {
    case 'accept':
    case 'again':
      response.end('{}');
      break;
    case 'acceptAndHang':
      break;
    case 'acceptAnd500':
      response.writeHead(500).end('{}');
      break;
    case 'acceptAndReset':
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"half":', () => socket.resetAndDestroy());
      break;
    case 'reset':
      socket.resetAndDestroy();
      break;
    case 'reject':
      response.writeHead(400).end('{}');
      break;
    case 'askLater':
      response.writeHead(429).end('{}');
      break;
  }
}

const server = createServer((request, response) => {
  const channel = (request.url ?? '').slice(1);
  const line = lineOf(channel, String(request.headers['webhook-id']));
  const act = () => {
    appendFileSync(logFile, `${JSON.stringify(line)}\n`);
    answer(line.deed, response, request.socket);
  };
  if (line.deed === 'reset') act();
  else request.resume().once('end', act);
});
server.listen(0, '127.0.0.1', () => {
  // a TCP server's address is no pipe's name
  console.log(`listens on ${(server.address() as AddressInfo).port}`);
});
// whoever started it is gone
process.stdin.resume().once('end', () => process.exit(0));
