import { cursorText, parseCursor } from '../cursor.ts';
import type { Page, PageQuery } from '../page.ts';
import { comparePlaces, type Place } from '../places.ts';

/**
 * One page of rows by their place in an order.
 *
 * @param shape  of a place: `n` a number, `s` a text, as in parseCursor
 */
export function pageBy<Row>(
  rows: Iterable<Row>,
  { limit, cursor }: PageQuery,
  order: { place: (row: Row) => Place; shape: string; direction: 1 | -1 },
): Page<Row> {
  const from = cursor === null ? null : parseCursor(cursor, order.shape);
  const found = [...rows]
    .map((row) => ({ row, place: order.place(row) }))
    .filter(({ place }) => from === null || comparePlaces(place, from) * order.direction > 0)
    .sort((a, b) => comparePlaces(a.place, b.place) * order.direction);
  const kept = found.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: kept.map(({ row }) => row),
    next: found.length > limit && last ? cursorText(last.place) : null,
  };
}
