/** Functions of ours that queries call where SQL has no words of its own: hashing, calendars, dates. */
import type { Database } from 'better-sqlite3';
import type { Comparison } from '../../../shared/condition.ts';
import { isJsonObject, type JsonValue } from '../../../shared/json.ts';
import type { Profile } from '../../../shared/profile.ts';
import { slotOf } from '../../core/assign.ts';
import { meets } from '../../core/compare.ts';
import { householdOf } from '../../core/drawnUnit.ts';
import { readIn } from '../../core/facts.ts';
import { sinceOf } from '../../core/since.ts';
import { addDuration } from '../../core/time/duration.ts';
import { knownZone } from '../../core/zones.ts';
import type { Alias } from '../alias.ts';
import { renamedReceipt } from '../renamedReceipt.ts';
import { addEachRow } from './reports/eachRow.ts';

/** Results kept per function; queries ask for few different ones, over and over. */
const REMEMBERED_MAX = 2000;

/** Adds the functions to a connection: deterministic, and never callable from the schema. */
export function addFunctions(db: Database): void {
  const options = { deterministic: true, directOnly: true };
  const comparisonOf = remember((text: string) => JSON.parse(text) as Comparison);
  const agoMs = remember((key: string) => {
    // a key that ago_ms below wrote
    const [duration, nowMs, zone] = JSON.parse(key) as [string, number, string];
    return addDuration(nowMs, `-${duration}`, zone);
  });

  // SQLite hands over text, numbers and null; each query passes what the parameter says
  db.function('slot_of', options, (salt: unknown, unit: unknown) => slotOf(String(salt), String(unit)));
  db.function('ago_ms', options, (duration: unknown, nowMs: unknown, own: unknown, zone: unknown) =>
    agoMs(JSON.stringify([duration, nowMs, zoneOf(own, zone)])),
  );
  db.function('after_ms', options, (duration: unknown, fromMs: unknown, own: unknown, zone: unknown) =>
    addDuration(Number(fromMs), String(duration), zoneOf(own, zone)),
  );
  db.function(
    'meets',
    options,
    (json: unknown, path: unknown, comparison: unknown, nowMs: unknown, own: unknown, zone: unknown) => {
      const held = readIn(objectOf(json), String(path));
      return meets(held, comparisonOf(String(comparison)), Number(nowMs), zoneOf(own, zone)) ? 1 : 0;
    },
  );
  db.function(
    'has_lasted',
    options,
    (
      since: unknown,
      knownSinceMs: unknown,
      path: unknown,
      time: unknown,
      nowMs: unknown,
      own: unknown,
      zone: unknown,
    ) => {
      // the column holds what profileValues wrote
      const entries = (objectOf(since) ?? {}) as Profile['since'];
      const heldSinceMs = sinceOf({ since: entries, knownSinceMs: Number(knownSinceMs) }, String(path));
      return addDuration(heldSinceMs, String(time), zoneOf(own, zone)) <= Number(nowMs) ? 1 : 0;
    },
  );
  db.function(
    'renamed_receipt',
    options,
    (json: unknown, from: unknown, into: unknown, ordinals: unknown) => {
      const properties = objectOf(json);
      if (properties === undefined || !isJsonObject(properties)) return null;
      // JSON that mergeCustomers wrote
      const alias = { into: String(into), ordinals: JSON.parse(String(ordinals)) as Alias['ordinals'] };
      return JSON.stringify(renamedReceipt(properties, String(from), alias));
    },
  );
  db.function('number_at', options, (json: unknown, path: unknown) => {
    const held = readIn(objectOf(json), String(path));
    return typeof held === 'number' ? held : null;
  });
  db.function('household_at', options, (attributes: unknown, attribute: unknown) => {
    const held = objectOf(attributes);
    return isJsonObject(held) ? householdOf({ attributes: held }, { attribute: String(attribute) }) : null;
  });
  addEachRow(db);
  // sum() of SQLite compensates for rounding; the evaluator adds one after the other, and they must agree
  db.aggregate('sum_in_order', {
    ...options,
    start: 0,
    step: (total: number, value: unknown) => (typeof value === 'number' ? total + value : total),
  });
}

function zoneOf(own: unknown, zone: unknown): string {
  return knownZone(typeof own === 'string' ? own : null) ?? String(zone);
}

function objectOf(json: unknown): JsonValue | undefined {
  if (typeof json !== 'string') return undefined;
  const value: JsonValue = JSON.parse(json);
  return isJsonObject(value) ? value : undefined;
}

function remember<Result>(compute: (key: string) => Result): (key: string) => Result {
  const known = new Map<string, Result>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED_MAX) known.clear();
    const result = compute(key);
    known.set(key, result);
    return result;
  };
}
