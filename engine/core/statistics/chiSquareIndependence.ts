import { z } from 'zod';
import { computed, notComputable, resultSchema } from '../../../shared/statistic.ts';
import { chiSquareUpperTail } from './special/chiSquare.ts';

export const independenceSchema = resultSchema({
  chiSquare: z.number(),
  degreesOfFreedom: z.number(),
  pValue: z.number(),
});
export type Independence = z.infer<typeof independenceSchema>;

/** Tables of which a cell is expected to hold fewer say too little for the approximation. */
const EXPECTED_CELL_MIN = 5;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Chi-square of one table without its empty rows and columns; undefined where a cell is expected to be too small. */
function ofTable(
  table: readonly (readonly number[])[],
): { chiSquare: number; degreesOfFreedom: number } | undefined {
  const rows = table.filter((row) => sum(row) > 0);
  const columns = (table[0] ?? []).map((_, index) => sum(rows.map((row) => row[index] ?? 0)));
  const total = sum(columns);
  const open = columns.filter((column) => column > 0).length;
  if (rows.length < 2 || open < 2) return undefined;
  let chiSquare = 0;
  for (const row of rows) {
    for (const [index, column] of columns.entries()) {
      if (column === 0) continue;
      const expected = (sum(row) / total) * column;
      if (expected < EXPECTED_CELL_MIN) return undefined;
      chiSquare += ((row[index] ?? 0) - expected) ** 2 / expected;
    }
  }
  return { chiSquare, degreesOfFreedom: (rows.length - 1) * (open - 1) };
}

/**
 * Pearson's test that rows and columns have nothing to do with each other, summed over tables (strata).
 *
 * Source: K. Pearson, Philosophical Magazine 50 (1900) 157-175; sums of independent chi-squares are chi-square.
 * Edge: tables with an expected cell below 5, or with fewer than two rows or columns, are left out; none left is not
 * computable.
 */
export function chiSquareIndependence(tables: readonly (readonly (readonly number[])[])[]): Independence {
  const usable = tables.flatMap((table) => ofTable(table) ?? []);
  if (usable.length === 0) return notComputable('too-few-units');
  const chiSquare = sum(usable.map((table) => table.chiSquare));
  const degreesOfFreedom = sum(usable.map((table) => table.degreesOfFreedom));
  return computed({
    chiSquare,
    degreesOfFreedom,
    pValue: chiSquareUpperTail(chiSquare, degreesOfFreedom),
  });
}
