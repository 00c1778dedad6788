/** Pieces every report is made of: filters and keyset pages. */
import { type SQL, sql } from 'drizzle-orm';
import { cursorText, parseCursor } from '../../cursor.ts';
import type { Page, PageQuery } from '../../page.ts';
import { columnList } from '../rows/columns.ts';

/** Columns of the table `t`. */
export function columnsOf(columns: readonly string[]): SQL {
  return sql.raw(columnList('t', columns));
}

/** All of the given conditions; absent ones are left out. */
export function where(...conditions: readonly (SQL | undefined)[]): SQL {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 ? sql`WHERE 1` : sql`WHERE ${sql.join(given, sql` AND `)}`;
}

/** `column = value`, or nothing when no value is asked for. */
export function equals(column: string, value: string | number | undefined): SQL | undefined {
  return value === undefined ? undefined : sql`${sql.raw(column)} = ${value}`;
}

/** Rows before (`<`) or after (`>`) the cursor in the order of some columns; nothing on the first page. */
export function beyond(
  cursor: string | null,
  operator: '<' | '>',
  columns: readonly string[],
  shape: string,
): SQL | undefined {
  if (cursor === null) return undefined;
  const place = parseCursor(cursor, shape).map((part) => sql`${part}`);
  return sql`(${sql.raw(columns.join(', '))}) ${sql.raw(operator)} (${sql.join(place, sql`, `)})`;
}

/** `ORDER BY … LIMIT …`, one row more than asked for, which tells whether there is a next page. */
export function ordered(columns: readonly string[], direction: 'ASC' | 'DESC', page: PageQuery): SQL {
  const order = columns.map((column) => `${column} ${direction}`).join(', ');
  return sql`ORDER BY ${sql.raw(order)} LIMIT ${page.limit + 1}`;
}

export function pageOf<Values, Row>(
  found: readonly Values[],
  { limit }: PageQuery,
  rowOf: (values: Values) => Row,
  placeOf: (values: Values) => readonly (string | number)[],
): Page<Row> {
  const kept = found.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: kept.map(rowOf),
    next: found.length > limit && last !== undefined ? cursorText(placeOf(last)) : null,
  };
}
