/** Compares lists of report rows as multisets: fields that one side leaves out are not asked, instants within 1 s. */
import type { Row } from './world.ts';

const TOLERANCE_MS = 1000;

function same(wanted: unknown, found: unknown, field: string): boolean {
  if (field === 'at') return Math.abs(Date.parse(String(wanted)) - Date.parse(String(found))) <= TOLERANCE_MS;
  if (field === 'key' || field === 'detail')
    return (wanted ?? null) === null ? (found ?? null) === null : String(wanted) === String(found);
  if (field === 'attributes' && typeof wanted === 'object' && typeof found === 'object')
    return Object.entries(wanted ?? {}).every(([name, value]) =>
      same(value, (found as Row | null)?.[name], ''),
    );
  return JSON.stringify(wanted) === JSON.stringify(found);
}
const fitting = (wanted: Row, found: Row): boolean =>
  Object.entries(wanted).every(([field, value]) => same(value, found[field], field));

/** Rows of `wanted` without a partner in `found`, and the rows that are left over there. */
export function rowsApart(wanted: readonly Row[], found: readonly Row[]): { missing: Row[]; extra: Row[] } {
  const partner = new Map<number, number>();
  const choices = wanted.map((row) => found.flatMap((other, index) => (fitting(row, other) ? [index] : [])));
  const place = (row: number, tried: Set<number>): boolean =>
    (choices[row] ?? []).some((index) => {
      if (tried.has(index)) return false;
      tried.add(index);
      const holder = partner.get(index);
      if (holder !== undefined && !place(holder, tried)) return false;
      partner.set(index, row);
      return true;
    });
  const missing = wanted.filter((_, row) => !place(row, new Set()));
  return { missing, extra: found.filter((_, index) => !partner.has(index)) };
}
