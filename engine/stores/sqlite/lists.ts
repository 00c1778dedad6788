/** Lists the runner pages through: who is inside a journey, jobs, paces. */
import type { Database } from 'better-sqlite3';
import type { Job } from '../store.ts';
import { columnList } from './rows/columns.ts';
import { type JobValues, jobColumns, jobOf } from './rows/jobRow.ts';

export function prepareLists(db: Database) {
  const inside = db
    .prepare(
      `SELECT DISTINCT profile_id FROM enrollment INDEXED BY enrollment_inside
       WHERE journey_id = ? AND profile_id > ? AND status <> 'ended' ORDER BY profile_id LIMIT ?`,
    )
    .pluck();
  const moved = db
    .prepare(
      `SELECT DISTINCT profile_id FROM enrollment INDEXED BY enrollment_moved
       WHERE journey_id = ? AND profile_id > ? AND former IS NOT NULL ORDER BY profile_id LIMIT ?`,
    )
    .pluck();
  const allJobs = db.prepare(`SELECT ${columnList('t', jobColumns)} FROM job AS t ORDER BY at_ms, id`).raw();
  const allPaces = db.prepare('SELECT name, next_at_ms FROM pace').raw();

  type Query = { journeyId: string; afterProfileId: string; limit: number };
  return {
    enrolled: (of: Query): string[] =>
      // one column of text
      inside.all(of.journeyId, of.afterProfileId, of.limit) as string[],
    moved: (of: Query): string[] => moved.all(of.journeyId, of.afterProfileId, of.limit) as string[],
    jobs: (): Job[] => (allJobs.all() as JobValues[]).map(jobOf),
    paces: (): Map<string, number> => new Map(allPaces.all() as [string, number][]),
  };
}
