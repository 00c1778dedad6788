/** Runs, looks and decisions of experiments; JSON columns hold what the log wrote into them. */
import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { AnalysisRun, Decision, RunHead } from '../../../core/experiments/experimentRecords.ts';
import type { ExperimentReports } from '../../experimentLog.ts';
import { beyond, equals, ordered, pageOf, where } from './query.ts';

const newest = ['t.seq'];

export function experimentReports(orm: BetterSQLite3Database): ExperimentReports {
  return {
    run: async (id) => {
      const [row] = orm.values<[head: string, input: string, analysis: string]>(
        sql`SELECT t.head, t.input, t.analysis FROM analysis_run AS t WHERE t.id = ${id}`,
      );
      if (!row) return null;
      const [head, input, analysis] = row;
      return {
        ...(JSON.parse(head) as RunHead),
        input: JSON.parse(input) as AnalysisRun['input'],
        analysis: JSON.parse(analysis) as AnalysisRun['analysis'],
      };
    },
    runs: async ({ journeyId, node }, page) => {
      const rows = orm.values<[seq: number, head: string]>(
        sql`SELECT t.seq, t.head FROM analysis_run AS t
          ${where(equals('t.journey_id', journeyId), equals('t.node', node), beyond(page.cursor, '<', newest, 'n'))}
          ${ordered(newest, 'DESC', page)}`,
      );
      return pageOf(
        rows,
        page,
        ([, head]) => JSON.parse(head) as RunHead,
        ([seq]) => [seq],
      );
    },
    lastRuns: async () =>
      orm
        .values<[string]>(
          sql`SELECT t.head FROM analysis_run AS t WHERE t.seq =
            (SELECT max(o.seq) FROM analysis_run AS o WHERE o.journey_id = t.journey_id AND o.node = t.node)
            ORDER BY t.journey_id, t.node`,
        )
        .map(([head]) => JSON.parse(head) as RunHead),
    lookCount: async ({ journeyId, node }) => {
      const [row] = orm.values<[number]>(
        sql`SELECT count(*) FROM look AS l JOIN analysis_run AS t ON t.id = l.run_id
          WHERE t.journey_id = ${journeyId} AND t.node = ${node}`,
      );
      return row?.[0] ?? 0;
    },
    decisions: async ({ journeyId, node }) =>
      orm
        .values<[string]>(
          sql`SELECT t.decision FROM decision AS t
            ${where(equals('t.journey_id', journeyId), equals('t.node', node))} ORDER BY t.seq DESC`,
        )
        .map(([text]) => JSON.parse(text) as Decision),
  };
}
