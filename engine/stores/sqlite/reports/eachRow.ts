import type { Database, Statement } from 'better-sqlite3';

let take: ((...row: never) => void) | null = null;

/** Adds the aggregate that hands over its arguments. */
export function addEachRow(db: Database): void {
  db.aggregate('each_row', {
    start: 0,
    varargs: true,
    directOnly: true,
    step: (count: number, ...row: unknown[]) => {
      take?.(...(row as never)); // of the type that the query's caller names
      return count + 1;
    },
  });
}

/**
 * Runs a query `SELECT each_row(…) FROM …` and hands over each row of arguments.
 * Measured over a million rows of six numbers: 0.6 s, against 1.5 s by `all` and more by `iterate`.
 */
export function eachRow<Row extends unknown[]>(
  query: Statement,
  parameters: readonly unknown[],
  taking: (...row: Row) => void,
): void {
  take = taking; // the same, for the one function all queries share
  try {
    query.get(...parameters);
  } finally {
    take = null;
  }
}
