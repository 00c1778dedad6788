import { sql } from 'drizzle-orm';
import type { GoingBack, GoingBackQuery } from '../../reports.ts';
import type { Orm } from '../openFile.ts';

/** `Reports.goingBack` on SQLite: the rule of core/customer/mayComeBack.ts over the index of those moved. */
export function goingBack(orm: Orm, { journeyId, version, nowMs }: GoingBackQuery): GoingBack[] {
  const rows = orm.values<[number, string, number, number]>(
    sql`SELECT t.former ->> '$.version', t.former ->> '$.state.node', count(*),
        sum(coalesce((t.former ->> '$.state.wait.untilMs') <= ${nowMs}, 0))
      FROM enrollment AS t INDEXED BY enrollment_moved
      WHERE t.journey_id = ${journeyId} AND t.former IS NOT NULL AND (t.former ->> '$.to') = ${version}
        AND NOT (t.status = 'ended' AND (
          EXISTS (SELECT 1 FROM barred AS b WHERE b.profile_id = t.profile_id AND b.journey_id = t.journey_id)
          OR EXISTS (SELECT 1 FROM enrollment AS o WHERE o.profile_id = t.profile_id AND o.journey_id = t.journey_id
            AND o.ordinal <> t.ordinal AND o.key IS t.key
            AND (o.status <> 'ended' OR o.entered_at_ms >= (t.former ->> '$.unheardMs')))))
      GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  return rows.map(([from, node, count, overdueCount]) => ({ version: from, node, count, overdueCount }));
}
