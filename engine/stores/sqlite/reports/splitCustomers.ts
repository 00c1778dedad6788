/** A split's customers with rows of another table: one pass, in the order both are clustered in. */
import type { Database } from 'better-sqlite3';
import type { JsonObject } from '../../../../shared/json.ts';
import type { SplitQuery } from '../../splitReads.ts';
import type { Unit } from '../../tallies/unit.ts';
import { eachRow } from './eachRow.ts';

/** One row of an exposure `x`, followed by what was asked for beside it. */
export type Row<Asked extends unknown[]> = [
  profileId: string,
  seq: number,
  ordinal: number,
  arm: number,
  version: number,
  epoch: number,
  exposedAtMs: number,
  eligible: 0 | 1,
  ...asked: Asked,
];
const [SEQ, ARM, EXPOSED_AT, ELIGIBLE] = [1, 3, 6, 7] as const;

export interface SplitCustomer<Asked extends unknown[]> {
  profileId: string;
  ordinal: number;
  /** by their first exposure, without its snapshot */
  unit: Unit;
  state: 'counted' | 'contaminated' | 'ineligible';
  first: Row<Asked>;
  /** of their first exposure */
  rows: readonly Row<Asked>[];
}

interface Question {
  /** SQL of the columns to hand over, of `x` and what is joined */
  columns: readonly string[];
  columnParameters?: readonly unknown[];
  /** SQL of the tables after FROM, all rows of a customer one after the other */
  from: string;
  fromParameters?: readonly unknown[];
  /** SQL of a condition that leaves every exposure of a customer in, or none */
  where?: string;
  whereParameters?: readonly unknown[];
}

/** The exposures `x` of a split as they were known then. */
export const IN_SPLIT =
  'x.journey_id = ? AND x.node = ? AND x.salt = ? AND coalesce(x.recorded_at_ms, x.exposed_at_ms) <= ?';

export function inSplitParameters({ journeyId, node, salt, asOfMs }: SplitQuery): unknown[] {
  return [journeyId, node, salt, asOfMs];
}

/** Exposures that happened before those that did not, then the earlier one. */
function isBefore<Asked extends unknown[]>(one: Row<Asked>, other: Row<Asked>): boolean {
  if (one[ELIGIBLE] !== other[ELIGIBLE]) return one[ELIGIBLE] === 1;
  return one[EXPOSED_AT] < other[EXPOSED_AT];
}

function customerOf<Asked extends unknown[]>(rows: Row<Asked>[], some: Row<Asked>): SplitCustomer<Asked> {
  let first = some;
  let isOnce = true;
  for (const row of rows) {
    if (row[SEQ] === first[SEQ]) continue;
    isOnce = false;
    if (isBefore(row, first)) first = row;
  }
  const [profileId, seq, ordinal, arm, version, epoch, exposedAtMs, eligible] = first;
  const isContaminated = !isOnce && rows.some((row) => row[ARM] !== arm && row[ELIGIBLE] === 1);
  return {
    profileId,
    ordinal,
    unit: { arm, epoch, version, exposedAtMs, snapshot: null },
    state: eligible === 0 ? 'ineligible' : isContaminated ? 'contaminated' : 'counted',
    first,
    rows: isOnce ? rows : rows.filter((row) => row[SEQ] === seq),
  };
}

/** Hands over each customer once, in the order of their ids. */
export function eachCustomer<Asked extends unknown[]>(
  db: Database,
  query: SplitQuery,
  question: Question,
  taking: (customer: SplitCustomer<Asked>) => void,
): void {
  const numbers = query.arms.map((_, index) => `WHEN ? THEN ${index + 1}`).join(' ');
  const arm = query.arms.length === 0 ? '0' : `CASE x.arm ${numbers} ELSE 0 END`;
  const columns = [
    arm,
    'x.version',
    'x.epoch',
    'x.exposed_at_ms',
    'x.ineligible IS NULL',
    ...question.columns,
  ];
  let rows: Row<Asked>[] = [];
  const take = () => {
    const [some] = rows;
    if (some) taking(customerOf(rows, some));
  };
  eachRow<Row<Asked>>(
    db,
    `SELECT each_row(x.profile_id, x.seq, x.ordinal, ${columns.join(', ')}) FROM ${question.from}
      WHERE ${IN_SPLIT} ${question.where === undefined ? '' : `AND ${question.where}`}`,
    [
      ...query.arms,
      ...(question.columnParameters ?? []),
      ...(question.fromParameters ?? []),
      ...inSplitParameters(query),
      ...(question.whereParameters ?? []),
    ],
    (row) => {
      if (row[0] !== rows[0]?.[0]) {
        take();
        rows = [row];
      } else rows.push(row);
    },
  );
  take();
}

/** A customer for whom finding their events costs as much as reading so many events (measured with three names). */
const EVENTS_PER_SEEK = 8;

/** Whether reading the whole history costs less than finding the events of every customer of the split. */
function isHistoryShort(db: Database, query: SplitQuery, eventCount: number): boolean {
  const enough = Math.ceil(eventCount / EVENTS_PER_SEEK);
  const found = db
    .prepare(`SELECT count(*) FROM (SELECT 1 FROM exposure AS x WHERE ${IN_SPLIT} LIMIT ?)`)
    .pluck()
    .get(...inSplitParameters(query), enough);
  return found === enough;
}

/** Hands over each customer who has events of these names, with `e` for those accepted by then, in order. */
export function eachWithEvents<Asked extends unknown[]>(
  db: Database,
  query: SplitQuery,
  names: readonly string[],
  question: Pick<Question, 'columns' | 'columnParameters'>,
  taking: (customer: SplitCustomer<Asked>) => void,
): void {
  // the two columns asked for
  const counts = new Map(db.prepare('SELECT name, count FROM event_name').raw().all() as [string, number][]);
  const known = names.filter((name) => counts.has(name));
  if (known.length === 0) return;
  const eventCount = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const tables = ['exposure AS x', 'event AS e'];
  if (isHistoryShort(db, query, eventCount)) tables.reverse();
  const joined = {
    ...question,
    from: `${tables.join(' CROSS JOIN ')} ON x.profile_id = e.profile_id`,
    where: `e.name IN (${known.map(() => '?').join(', ')}) AND e.accepted_at_ms <= ?`,
    whereParameters: [...known, query.asOfMs],
  };
  eachCustomer(db, query, joined, taking);
}

export function snapshotOf(text: string | null): JsonObject | null {
  // JSON that exposureValues wrote
  return text === null ? null : (JSON.parse(text) as JsonObject);
}
