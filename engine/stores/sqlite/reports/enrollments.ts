import { type SQL, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { compareText } from '../../../core/compareText.ts';
import { parseEnrollmentId } from '../../namesOf.ts';
import type { Place } from '../../places.ts';
import type { EnrollmentFilter, Reports } from '../../reports.ts';
import { type EnrollmentValues, enrollmentColumns, enrollmentOf } from '../rows/enrollmentRow.ts';
import { type TraceValues, traceColumns, traceRowsOf } from '../rows/traceRow.ts';
import { currentName } from './aliases.ts';
import { newestFirst } from './newest.ts';
import { beyond, columnsOf, equals, ordered, pageOf, where } from './query.ts';

const columns = columnsOf(enrollmentColumns);
const order = ['entered_at_ms', 'profile_id', 'journey_id', 'ordinal'];

function placeOf(values: EnrollmentValues): Place {
  return [values[5], values[0], values[1], values[2]];
}

export function enrollmentReports(
  orm: BetterSQLite3Database,
): Pick<Reports, 'enrollments' | 'enrollment' | 'trace'> {
  return {
    enrollments: async (filter, page) => {
      const rows = newestFirst<EnrollmentValues>(orm, page, {
        table: 'enrollment',
        filter,
        placeOf,
        ask: (journeyId) =>
          sql`SELECT ${columns} FROM enrollment AS t ${indexFor(filter)} ${where(
            isInside(filter) ? sql`t.status <> 'ended'` : undefined,
            equals('t.profile_id', filter.profileId),
            equals('t.journey_id', journeyId),
            equals('t.node', filter.node),
            equals('t.status', filter.status),
            beyond(page.cursor, '<', order, 'nssn'),
          )} ${ordered(order, 'DESC', page)}`,
      });
      return pageOf(rows, page, enrollmentOf, placeOf);
    },
    enrollment: async (id) => {
      const given = parseEnrollmentId(id);
      if (!given) return null;
      const of = currentName(orm, given);
      const [row] = orm.values<EnrollmentValues>(
        sql`SELECT ${columns} FROM enrollment AS t WHERE t.profile_id = ${of.profileId}
          AND t.journey_id = ${of.journeyId} AND t.ordinal = ${of.ordinal}`,
      );
      return row ? enrollmentOf(row) : null;
    },
    trace: async ({ profileId, journeyId, ordinal }) => {
      const rows = orm.values<TraceValues>(
        sql`SELECT ${columnsOf(traceColumns)} FROM trace AS t ${where(
          equals('t.profile_id', profileId),
          equals('t.journey_id', journeyId),
          equals('t.ordinal', ordinal),
        )}`,
      );
      return rows
        .flatMap(traceRowsOf)
        .sort(
          (a, b) =>
            a.atMs - b.atMs ||
            compareText(a.journeyId, b.journeyId) ||
            a.ordinal - b.ordinal ||
            a.index - b.index,
        );
    },
  };
}

/** Only people inside a journey stand at a node or have one of these states. */
function isInside({ node, status }: EnrollmentFilter): boolean {
  return node !== undefined || status === 'active' || status === 'parked';
}

function indexFor(filter: EnrollmentFilter): SQL {
  if (filter.profileId !== undefined) return sql``;
  return isInside(filter) ? sql`INDEXED BY enrollment_inside` : sql`INDEXED BY enrollment_newest`;
}
