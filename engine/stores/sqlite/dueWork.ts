/** What is due when: `Store.dueCustomers`, `dueEffects`, `nextDueMs` on SQLite. */
import type { Database, Statement } from 'better-sqlite3';
import { compareText } from '../../core/compareText.ts';
import { sendKey } from '../../core/records.ts';
import { byPlanned } from '../effectOrder.ts';
import type { DueEffect } from '../store.ts';
import { journeysIn } from './journeysIn.ts';

interface DueCustomersQuery {
  nowMs: number;
  timersUntilMs: number;
  heldJourneys: readonly string[];
  limit: number;
}

/** When a customer has something to do; at one instant inputs come before timers. */
interface Due {
  atMs: number;
  seq: number;
  profileId: string;
}

type EffectValues = [
  dueAtMs: number,
  plannedAtMs: number,
  profileId: string,
  journeyId: string,
  ordinal: number,
  node: string,
  visit: number,
  lane: string,
  hold: DueEffect['hold'],
];

/** Timers and effects are read journey by journey, so that a paused journey's backlog costs nothing. */
export function prepareDueWork(db: Database) {
  const raw = (sql: string) => db.prepare(sql).raw();
  const dueInputs = raw('SELECT at_ms, seq, profile_id FROM inbox WHERE at_ms <= ? ORDER BY at_ms, seq');
  const dueTimers = raw(
    'SELECT due_at_ms, profile_id FROM enrollment WHERE journey_id = ? AND due_at_ms <= ? ORDER BY due_at_ms, profile_id',
  );
  const dueEffects = raw(
    `SELECT due_at_ms, planned_at_ms, profile_id, journey_id, ordinal, node, visit, lane, hold FROM outbox
     WHERE journey_id = ? AND status = 'planned' AND due_at_ms <= ?
     ORDER BY due_at_ms, profile_id, ordinal, node, visit, lane LIMIT ?`,
  );
  const dueWatches = raw(
    'SELECT flips_at_ms, profile_id FROM watch WHERE flips_at_ms <= ? ORDER BY flips_at_ms, profile_id',
  );
  const firstWatch = db.prepare('SELECT min(flips_at_ms) FROM watch WHERE flips_at_ms IS NOT NULL').pluck();
  const firstInput = db.prepare('SELECT min(at_ms) FROM inbox').pluck();
  const firstTimer = db
    .prepare('SELECT min(due_at_ms) FROM enrollment WHERE journey_id = ? AND due_at_ms IS NOT NULL')
    .pluck();
  const firstEffect = db
    .prepare(`SELECT min(due_at_ms) FROM outbox WHERE journey_id = ? AND status = 'planned'`)
    .pluck();
  const journeysWithTimers = journeysIn(db, 'enrollment', 'due_at_ms IS NOT NULL');
  const journeysWithEffects = journeysIn(db, 'outbox', `status = 'planned'`);

  function customers({ nowMs, timersUntilMs, heldJourneys, limit }: DueCustomersQuery): string[] {
    const due = firstPerCustomer(dueInputs, [nowMs], limit, (values) => {
      const [atMs, seq, profileId] = values as [number, number, string]; // columns of dueInputs
      return { atMs, seq, profileId };
    });
    for (const journeyId of journeysWithTimers()) {
      if (heldJourneys.includes(journeyId)) continue;
      due.push(...firstPerCustomer(dueTimers, [journeyId, timersUntilMs], limit, timerOf));
    }
    due.push(...firstPerCustomer(dueWatches, [timersUntilMs], limit, timerOf));
    due.sort(inOrder);
    return [...new Set(due.map(({ profileId }) => profileId))].slice(0, limit);
  }

  function effects(query: { nowMs: number; heldJourneys: readonly string[]; limit: number }): DueEffect[] {
    const due: DueEffect[] = [];
    for (const journeyId of journeysWithEffects()) {
      if (query.heldJourneys.includes(journeyId)) continue;
      // columns of dueEffects
      for (const values of dueEffects.all(journeyId, query.nowMs, query.limit) as EffectValues[]) {
        due.push(dueEffectOf(values));
      }
    }
    // the sort is stable: equals stay by journey, ordinal, node, visit and lane
    due.sort((a, b) => a.dueAtMs - b.dueAtMs || compareText(a.profileId, b.profileId));
    return due.slice(0, query.limit).sort(byPlanned);
  }

  function nextMs(heldJourneys: readonly string[]): number | null {
    const instants: unknown[] = [firstInput.get(), firstWatch.get()];
    for (const id of journeysWithTimers()) if (!heldJourneys.includes(id)) instants.push(firstTimer.get(id));
    for (const id of journeysWithEffects())
      if (!heldJourneys.includes(id)) instants.push(firstEffect.get(id));
    const known = instants.filter((instant) => typeof instant === 'number');
    return known.length > 0 ? Math.min(...known) : null;
  }

  return { customers, effects, nextMs };
}

/** Walks rows in order until `limit` different customers were met; each customer's first row counts. */
function firstPerCustomer(
  statement: Statement,
  parameters: readonly unknown[],
  limit: number,
  read: (values: unknown) => Due,
): Due[] {
  const met = new Map<string, Due>();
  for (const values of statement.iterate(...parameters)) {
    const due = read(values);
    if (!met.has(due.profileId)) met.set(due.profileId, due);
    if (met.size === limit) break;
  }
  return [...met.values()];
}

function timerOf(values: unknown): Due {
  const [atMs, profileId] = values as [number, string]; // columns of dueTimers and dueWatches
  return { atMs, seq: Number.POSITIVE_INFINITY, profileId };
}

function inOrder(a: Due, b: Due): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (a.seq !== b.seq) return a.seq - b.seq;
  return compareText(a.profileId, b.profileId);
}

function dueEffectOf(values: EffectValues): DueEffect {
  const [dueAtMs, plannedAtMs, profileId, journeyId, ordinal, node, visit, lane, hold] = values;
  return {
    profileId,
    key: sendKey({ profileId, journeyId, ordinal, node, visit, lane }),
    lane,
    journeyId,
    dueAtMs,
    plannedAtMs,
    hold,
  };
}
