/** What a pause held, for people to read: lists that are each in order, of which only the oldest are merged. */
import { type SQL, sql } from 'drizzle-orm';
import type { Offer } from '../../../core/records.ts';
import { BACKLOG_PLACE, BACKLOG_TYPES, backlogPlace, heldRef } from '../../backlogRow.ts';
import { parseCursor } from '../../cursor.ts';
import type { PageQuery } from '../../page.ts';
import { comparePlaces } from '../../places.ts';
import type { BacklogCount, BacklogFilter, BacklogRow, Reports } from '../../reports.ts';
import type { Orm } from '../openFile.ts';
import { pageOf } from './query.ts';

interface Listed {
  row: BacklogRow;
  ref: string;
}

/** One list of the backlog: where its rows are, and how two of one customer and instant are told apart. */
interface Source {
  type: BacklogRow['held']['type'];
  from: SQL;
  atMs: SQL;
  ref: SQL;
}

const act = {
  type: 'act',
  atMs: sql`due_at_ms`,
  ref: sql`ordinal || '/' || node || '/' || visit || '/' || lane`,
} as const;

function sourcesOf({ journeyId, overdueAtMs }: BacklogFilter): Source[] {
  const held: Source[] = [
    {
      type: 'entry',
      from: sql`entry_decision INDEXED BY entry_decision_held WHERE journey_id = ${journeyId} AND decision = 'held'`,
      atMs: sql`at_ms`,
      ref: sql`CAST(seq AS TEXT)`,
    },
    {
      ...act,
      from: sql`outbox INDEXED BY outbox_held WHERE journey_id = ${journeyId} AND status = 'held'`,
    },
  ];
  if (overdueAtMs === null) return held;
  return [
    ...held,
    {
      ...act,
      from: sql`outbox INDEXED BY outbox_planned
        WHERE journey_id = ${journeyId} AND status = 'planned' AND due_at_ms <= ${overdueAtMs}`,
    },
    {
      type: 'timer',
      from: sql`enrollment INDEXED BY enrollment_due WHERE journey_id = ${journeyId} AND due_at_ms <= ${overdueAtMs}`,
      atMs: sql`due_at_ms`,
      ref: sql`CAST(ordinal AS TEXT)`,
    },
  ];
}

const columnsOf = {
  entry: sql`key, offer`,
  act: sql`ordinal, node, visit, lane`,
  timer: sql`ordinal, node`,
} satisfies { [Type in Source['type']]: SQL };

type EntryValues = [atMs: number, profileId: string, ref: string, key: string | null, offer: string | null];
type HeldValues = [
  atMs: number,
  profileId: string,
  ref: string,
  ordinal: number,
  node: string,
  visit: number,
  lane: string,
];

function listed(type: Source['type'], values: EntryValues | HeldValues): Listed {
  const [atMs, profileId, ref] = values;
  if (type === 'entry') {
    const [, , , key, offer] = values as EntryValues; // by the columns of its type
    // JSON that entryDecisionValues wrote
    const offered = offer === null ? null : (JSON.parse(offer) as Offer);
    return { row: { atMs, profileId, held: { type, event: offered?.entry.name ?? null, key } }, ref };
  }
  const [, , , ordinal, node, visit, lane] = values as HeldValues; // likewise
  if (type === 'timer') return { row: { atMs, profileId, held: { type, ordinal, node } }, ref };
  const held = { type, ordinal, node, visit, lane };
  return { row: { atMs, profileId, held }, ref: heldRef(ordinal, node, visit, lane) };
}

/** The oldest of one list beyond the cursor, one more than a page. */
function oldestOf(orm: Orm, { type, from, atMs, ref }: Source, page: PageQuery): Listed[] {
  const place = page.cursor === null ? null : parseCursor(page.cursor, BACKLOG_PLACE);
  const beyond = place
    ? sql`AND (${atMs}, profile_id, ${type}, ${ref}) > (${sql.join(
        place.map((part) => sql`${part}`),
        sql`, `,
      )})`
    : sql``;
  return orm
    .values<EntryValues | HeldValues>(
      sql`SELECT ${atMs}, profile_id, ${ref}, ${columnsOf[type]} FROM ${from} ${beyond}
        ORDER BY 1, 2, 3 LIMIT ${page.limit + 1}`,
    )
    .map((values) => listed(type, values));
}

function countOf(
  orm: Orm,
  sources: readonly Source[],
  bounds: { youngAfterMs: number; oldUntilMs: number },
): Omit<BacklogCount, 'type'> {
  const sums = { young: 0, middle: 0, old: 0 };
  for (const { from, atMs } of sources) {
    const [[all, young, old] = [0, 0, 0]] = orm.values<[number, number | null, number | null]>(
      sql`SELECT count(*), sum(${atMs} > ${bounds.youngAfterMs}), sum(${atMs} <= ${bounds.oldUntilMs}) FROM ${from}`,
    );
    sums.young += young ?? 0;
    sums.old += old ?? 0;
    sums.middle += all - (young ?? 0) - (old ?? 0);
  }
  return sums;
}

export function backlogReports(orm: Orm): Pick<Reports, 'backlog' | 'backlogCounts'> {
  const placeOf = ({ row, ref }: Listed) => backlogPlace(row, ref);
  return {
    backlog: async (filter, page) => {
      const found = sourcesOf(filter).flatMap((source) => oldestOf(orm, source, page));
      found.sort((a, b) => comparePlaces(placeOf(a), placeOf(b)));
      return pageOf(found.slice(0, page.limit + 1), page, ({ row }) => row, placeOf);
    },
    backlogCounts: async ({ youngAfterMs, oldUntilMs, ...filter }) => {
      const sources = sourcesOf(filter);
      return BACKLOG_TYPES.map((type) => ({
        type,
        ...countOf(
          orm,
          sources.filter((source) => source.type === type),
          { youngAfterMs, oldUntilMs },
        ),
      }));
    },
  };
}
