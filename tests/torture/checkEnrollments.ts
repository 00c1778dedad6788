import type { Database } from 'better-sqlite3';
import type { Checked } from './checkAll.ts';
import { MESSAGE_NODES, SHORTEST_WAIT_MS } from './tortureWorkspace.ts';

interface EnrollmentRow {
  id: string;
  journeyId: string;
  status: string;
  visits: string | null;
  fault: string | null;
  endedAtMs: number | null;
  messageCount: number;
}

const ENROLLMENTS = `SELECT journey_id || '/' || profile_id || '/' || ordinal AS id, journey_id AS journeyId,
    status, visits, fault, ended_at_ms AS endedAtMs,
    (SELECT count(*) FROM outbox AS o WHERE o.profile_id = e.profile_id AND o.journey_id = e.journey_id
      AND o.ordinal = e.ordinal) AS messageCount
  FROM enrollment AS e`;

/** In words, what keeps a row from standing for exactly one state. */
function faultOfState(row: EnrollmentRow): string | null {
  const { status, visits, fault, endedAtMs } = row;
  const isActive = visits !== null && fault === null && endedAtMs === null;
  const isParked = visits !== null && fault !== null && endedAtMs === null;
  const isEnded = visits === null && fault === null && endedAtMs !== null;
  const fits = { active: isActive, parked: isParked, ended: isEnded }[status];
  return fits
    ? null
    : `enrollment ${row.id} is ${status} having visited ${visits}, fault ${fault}, end ${endedAtMs}`;
}

function checkTotals(db: Database, rows: readonly EnrollmentRow[]): string[] {
  const total = db
    .prepare('SELECT coalesce(sum(count), 0) FROM count WHERE journey_id = ? AND metric = ?')
    .pluck();
  return [...new Set(rows.map(({ journeyId }) => journeyId))].flatMap((journeyId) => {
    const own = rows.filter((row) => row.journeyId === journeyId);
    const ended = own.filter(({ status }) => status === 'ended').length;
    const counted = { entered: total.get(journeyId, 'entered'), ended: total.get(journeyId, 'ended') };
    return counted.entered === own.length && counted.ended === ended
      ? []
      : [
          `${journeyId}: ${own.length} enrollments, ${ended} ended, and the counts say ${JSON.stringify(counted)}`,
        ];
  });
}

/** ` @time/version` opens what one commit added; its steps follow, ` node#visit>outlet!reason+lateness`. */
function stepsOf(text: string): { atMs: number; node: string; visit: string; outlet: string | null }[] {
  let atMs = Number.NaN;
  return text
    .trimStart()
    .split(' ')
    .flatMap((word) => {
      if (word.startsWith('@')) {
        atMs = Number.parseInt(word.slice(1), 36);
        return [];
      }
      const [, node = '', visit = '1', outlet = null] = /^([\w-]+)(?:#(\d+))?(?:>([\w-]+))?/.exec(word) ?? [];
      return [{ atMs, node, visit, outlet }];
    });
}

/** From arrival at a node that waits to leaving it by its timer. */
function checkTimers(db: Database): string[] {
  // columns of the trace, steps as the commit wrote them
  const rows = db
    .prepare(
      `SELECT journey_id || '/' || profile_id || '/' || ordinal AS id, steps
       FROM trace ORDER BY profile_id, journey_id, ordinal, part`,
    )
    .all() as { id: string; steps: string }[];
  const arrivals = new Map<string, number>();
  const violations: string[] = [];
  for (const { id, steps } of rows) {
    for (const { atMs, node, visit, outlet } of stepsOf(steps)) {
      const place = `${id}/${node}/${visit}`;
      const leastMs = SHORTEST_WAIT_MS[node];
      if (leastMs === undefined) continue;
      if (outlet === null) arrivals.set(place, arrivals.get(place) ?? atMs);
      else if (outlet !== 'paid' && !(atMs - (arrivals.get(place) ?? atMs) >= leastMs)) {
        violations.push(`timer early: ${place} left at ${atMs}, arrived at ${arrivals.get(place)}`);
      }
    }
  }
  if (arrivals.size === 0 && rows.length > 0) violations.push('no wait was found in the trace');
  return violations;
}

/** Every enrollment stands in one state, is counted, has sent or not sent each message once, and waited long enough. */
export function checkEnrollments(db: Database): Checked {
  // the columns named in the statement
  const rows = db.prepare(ENROLLMENTS).all() as EnrollmentRow[];
  const notEnded = rows.filter(({ status }) => status !== 'ended');
  const gaps = rows.filter((row) => row.status === 'ended' && row.messageCount !== MESSAGE_NODES.length);
  return {
    violations: [
      ...rows.flatMap((row) => faultOfState(row) ?? []),
      ...notEnded.map(
        ({ id, status, fault }) => `enrollment ${id} is still ${status} (${fault ?? 'no fault'})`,
      ),
      ...gaps.map(
        ({ id, messageCount }) => `enrollment ${id} ended with ${messageCount} messages in the ledger`,
      ),
      ...checkTotals(db, rows),
      ...checkTimers(db),
    ],
    figures: { enrollments: rows.length },
  };
}
