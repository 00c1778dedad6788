import { type SQL, sql } from 'drizzle-orm';
import type { AudienceDefinition } from '../../../../shared/workspace.ts';

/** What a condition is compiled against: the question asked of one row `p` of profile. */
export interface Scope {
  nowMs: number;
  /** zone where a profile has none */
  zone: string;
  audiences: { readonly [id: string]: AudienceDefinition };
}

export const TRUE = sql`1`;
export const FALSE = sql`0`;

export function constant(isTrue: boolean): SQL {
  return isTrue ? TRUE : FALSE;
}

/** An SQL condition that is 0 or 1, never NULL, so that NOT means what it says. */
export function decided(condition: SQL): SQL {
  return sql`((${condition}) IS TRUE)`;
}

/** Joins in halves: a chain of 500 would be deeper than SQLite parses. */
export function joined(parts: readonly SQL[], operator: 'AND' | 'OR', none: SQL): SQL {
  const [first] = parts;
  if (!first) return none;
  if (parts.length === 1) return first;
  const half = parts.length >> 1;
  const left = joined(parts.slice(0, half), operator, none);
  const right = joined(parts.slice(half), operator, none);
  return sql`(${left} ${sql.raw(operator)} ${right})`;
}

/** First instant that still counts for a `within`, in the profile's zone; null counts all. */
export function since(within: string | undefined, scope: Scope): SQL | null {
  if (within === undefined) return null;
  return sql`ago_ms(${within}, ${scope.nowMs}, p.time_zone, ${scope.zone})`;
}
