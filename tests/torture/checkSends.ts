import type { Database } from 'better-sqlite3';
import { webhookId } from '../../server/outbound/webhookSignature.ts';
import type { Checked } from './checkAll.ts';
import { SEND_KEY } from './claimedSends.ts';
import type { LoadRecord, OptOut } from './loadRecord.ts';
import { PROVIDER_DEEDS, type ProviderLine } from './providerLog.ts';
import { IDEMPOTENT_CHANNEL } from './tortureWorkspace.ts';

/** A call that began before an acknowledgement may reach the provider this much after it. */
const UNDER_WAY_MS = 1_000;

interface Send {
  key: string;
  profileId: string;
  journeyId: string;
  status: string;
  plannedAtMs: number;
  decidedAtMs: number;
}

const SENDS = `SELECT ${SEND_KEY} AS key, profile_id AS profileId, journey_id AS journeyId, status,
    planned_at_ms AS plannedAtMs, decided_at_ms AS decidedAtMs FROM outbox`;

const isAccepted = ({ deed }: ProviderLine) => deed !== 'again' && PROVIDER_DEEDS[deed].isAccepted;
const mayRepeat = ({ deed }: ProviderLine) => deed !== 'again' && PROVIDER_DEEDS[deed].mayRepeat;
const shown = (lines: readonly ProviderLine[]) =>
  lines.map(({ atMs, channel, deed }) => `${new Date(atMs).toISOString()} ${channel} ${deed}`).join('; ');

/** What one key's requests say against its row in the ledger. */
function checkKey(send: Send | undefined, lines: readonly ProviderLine[]): string[] {
  const [first] = lines;
  if (!first) return [];
  if (!send)
    return [`the provider was called under ${first.id}, which no row of the ledger has: ${shown(lines)}`];
  const found: string[] = [];
  const say = (what: string) => found.push(`${what}: ${send.key}, ${send.status}; ${shown(lines)}`);
  if (lines.filter(isAccepted).length > 1) say('accepted twice');
  const wasTaken = lines.some(isAccepted);
  if (wasTaken && !['accepted', 'unknown'].includes(send.status)) say('taken, and the ledger denies it');
  if (first.channel === IDEMPOTENT_CHANNEL) return found;
  if (!lines.slice(0, -1).every(mayRepeat)) say('submitted again without a definite failure');
  const isLater = ({ atMs }: ProviderLine) => atMs > send.decidedAtMs + UNDER_WAY_MS;
  if (send.status === 'unknown' && lines.some(isLater)) say('unknown, and sent again');
  return found;
}

function checkAnswers(send: Send, lines: readonly ProviderLine[]): string[] {
  const isOpen = ['planned', 'held', 'claimed', 'calling'].includes(send.status);
  if (isOpen) return [`${send.key} is still ${send.status}`];
  if (send.status === 'accepted' && !lines.some(isAccepted))
    return [`${send.key} counts as accepted, and the provider never took it`];
  const wasCalled = !['refused', 'cancelled'].includes(send.status);
  // what became of a call that a crash cut off nobody knows: it may never have left
  if (wasCalled && send.status !== 'unknown' && lines.length === 0)
    return [`${send.key} is ${send.status}, and the provider was never called`];
  return [];
}

/** After an opt-out nothing is claimed; what was claimed before may arrive once. */
function checkOptOut(send: Send, lines: readonly ProviderLine[], optOut: OptOut): string[] {
  const { acknowledgedMs, underWay, askedMs } = optOut;
  if (send.plannedAtMs > acknowledgedMs && lines.length > 0)
    return [
      `planned ${send.plannedAtMs - acknowledgedMs} ms after the opt-out, and sent: ${send.key}; ${shown(lines)}`,
    ];
  const later = lines.filter(({ atMs }) => atMs > askedMs).slice(underWay.includes(send.key) ? 1 : 0);
  return later.map(
    (line) =>
      `claimed and sent ${line.atMs - acknowledgedMs} ms after the opt-out: ${send.key}; ${shown([line])}`,
  );
}

/** While its journey is paused, nobody is sent to. */
function checkPauses(send: Send, lines: readonly ProviderLine[], record: LoadRecord): string[] {
  const pauses = record.pauses.filter(({ journeyId }) => journeyId === send.journeyId);
  return lines.flatMap((line) => {
    const { atMs } = line;
    const pause = pauses.find(({ fromMs, untilMs }) => atMs > fromMs + UNDER_WAY_MS && atMs < untilMs);
    return pause ? [`sent ${atMs - pause.fromMs} ms into a pause: ${send.key}; ${shown([line])}`] : [];
  });
}

function checkTimes(send: Send, lines: readonly ProviderLine[], record: LoadRecord): string[] {
  const optOut = record.optOuts.get(send.profileId);
  return [...(optOut ? checkOptOut(send, lines, optOut) : []), ...checkPauses(send, lines, record)];
}

/** The ledger and the provider's own log agree, and nobody got anything twice. */
export function checkSends(db: Database, record: LoadRecord, log: readonly ProviderLine[]): Checked {
  // the columns named in the statement
  const sends = db.prepare(SENDS).all() as Send[];
  const byId = new Map(sends.map((send) => [webhookId(send.key), send]));
  const linesOf = new Map<string, ProviderLine[]>();
  for (const line of log) linesOf.set(line.id, [...(linesOf.get(line.id) ?? []), line]);
  const count = (status: string) => sends.filter((send) => send.status === status).length;
  return {
    violations: [
      ...[...linesOf].flatMap(([id, lines]) => checkKey(byId.get(id), lines)),
      ...[...byId].flatMap(([id, send]) => {
        const lines = linesOf.get(id) ?? [];
        return [...checkAnswers(send, lines), ...checkTimes(send, lines, record)];
      }),
    ],
    figures: {
      messages: sends.length,
      calls: log.length,
      accepted: count('accepted'),
      unknown: count('unknown'),
      refused: count('refused'),
      optOuts: record.optOuts.size,
      pauses: record.pauses.length,
    },
  };
}
