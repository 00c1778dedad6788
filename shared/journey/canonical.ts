import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { JsonValue } from '../json.ts';
import type { Journey, JourneyInput } from './journey.ts';

/** Fields in the order people read them; everything else follows by name. */
const FIELD_ORDER = [
  'format',
  'id',
  'name',
  'description',
  'class',
  'timeZone',
  'priority',
  'starts',
  'ends',
  'exclude',
  'goals',
  'exits',
  'holdout',
  'versionPolicy',
  'testMode',
  'nodes',
  'layout',
  'kind',
  'settings',
  'next',
  'maxVisits',
];
const rank = new Map(FIELD_ORDER.map((name, index) => [name, index]));

function compareNames(a: string, b: string): number {
  const byRank = (rank.get(a) ?? FIELD_ORDER.length) - (rank.get(b) ?? FIELD_ORDER.length);
  if (byRank !== 0) return byRank;
  return a < b ? -1 : 1;
}

/** The same value with every object's fields in canonical order; lists keep their order. */
export function canonical<T>(value: T): T {
  if (Array.isArray(value)) return value.map(canonical) as T; // a list of T's elements stays that list
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => compareNames(a, b))
    .map(([name, inner]) => [name, canonical(inner)] as const);
  return Object.fromEntries(entries) as T; // same fields, other order
}

/** The document as text: two spaces, canonical order, a final line end. Round trips byte for byte. */
export function journeyText(journey: JourneyInput | Journey): string {
  return `${JSON.stringify(canonical(journey), null, 2)}\n`;
}

export function hashJson(value: JsonValue | object): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(canonical(value)))));
}

/** SHA-256 over the canonical document without its layout: positions are not meaning. */
export function journeyHash(journey: Journey): string {
  const { layout: _layout, ...meaning } = journey;
  return hashJson(meaning);
}
