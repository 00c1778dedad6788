/** Lists that only grow: duplicates and the audit. */
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { JsonObject } from '../../../../shared/json.ts';
import type { AuditRow } from '../../auditRow.ts';
import type { Reports } from '../../reports.ts';
import { beyond, ordered, pageOf, where } from './query.ts';

const newest = ['t.seq'];

type AuditValues = [seq: number, atMs: number, actor: string, deed: string, subject: string, detail: string];
const auditColumns = sql`t.seq, t.at_ms, t.actor, t.deed, t.subject, t.detail`;

function auditRowOf([, atMs, actor, deed, subject, detail]: AuditValues): AuditRow {
  // JSON that the catalog wrote
  return { atMs, actor, deed, subject, detail: JSON.parse(detail) as JsonObject };
}

export function logReports(orm: BetterSQLite3Database): Pick<Reports, 'duplicates' | 'audit' | 'deedsOf'> {
  return {
    duplicates: async (page) => {
      const rows = orm.values<[seq: number, id: string, atMs: number, profileId: string]>(
        sql`SELECT t.seq, t.id, t.at_ms, t.profile_id FROM duplicate AS t
          ${where(beyond(page.cursor, '<', newest, 'n'))} ${ordered(newest, 'DESC', page)}`,
      );
      return pageOf(
        rows,
        page,
        ([, id, atMs, profileId]) => ({ id, atMs, profileId }),
        ([seq]) => [seq],
      );
    },
    audit: async (page) => {
      const rows = orm.values<AuditValues>(
        sql`SELECT ${auditColumns} FROM audit AS t
          ${where(beyond(page.cursor, '<', newest, 'n'))} ${ordered(newest, 'DESC', page)}`,
      );
      return pageOf(rows, page, auditRowOf, ([seq]) => [seq]);
    },
    deedsOf: async (journeyId) =>
      orm
        .values<AuditValues>(
          sql`SELECT ${auditColumns} FROM audit AS t WHERE t.subject = ${journeyId} ORDER BY t.seq`,
        )
        .map(auditRowOf),
  };
}
