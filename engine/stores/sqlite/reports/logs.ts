/** Lists that only grow: duplicates and the audit. */
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { JsonObject } from '../../../../shared/json.ts';
import type { Reports } from '../../reports.ts';
import { beyond, ordered, pageOf, where } from './query.ts';

const newest = ['t.seq'];

export function logReports(orm: BetterSQLite3Database): Pick<Reports, 'duplicates' | 'audit'> {
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
      const rows = orm.values<[number, number, string, string, string, string]>(
        sql`SELECT t.seq, t.at_ms, t.actor, t.deed, t.subject, t.detail FROM audit AS t
          ${where(beyond(page.cursor, '<', newest, 'n'))} ${ordered(newest, 'DESC', page)}`,
      );
      return pageOf(
        rows,
        page,
        // JSON that the catalog wrote
        ([, atMs, actor, deed, subject, detail]) => ({
          atMs,
          actor,
          deed,
          subject,
          detail: JSON.parse(detail) as JsonObject,
        }),
        ([seq]) => [seq],
      );
    },
  };
}
