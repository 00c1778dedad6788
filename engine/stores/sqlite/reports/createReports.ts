import type { Reports } from '../../reports.ts';
import type { Orm } from '../openFile.ts';
import { populationCount, populationSample } from '../population/askPopulation.ts';
import { goalHistory } from '../population/goalHistory.ts';
import { backlogReports } from './backlog.ts';
import { enrollmentReports } from './enrollments.ts';
import { experimentReports } from './experiments.ts';
import { exposureReports } from './exposures.ts';
import { goingBack } from './goingBack.ts';
import { householdReports } from './households.ts';
import { logReports } from './logs.ts';
import { profileReports } from './profiles.ts';
import { recordReports } from './records.ts';
import { sendReports } from './sends.ts';
import { splitReports } from './splits.ts';
import { totalReports } from './totals.ts';

/** `Reports` over an open database; works on a connection that may only read. */
export function createReports(orm: Orm): Reports {
  return {
    ...profileReports(orm),
    ...sendReports(orm),
    ...enrollmentReports(orm),
    ...recordReports(orm),
    ...exposureReports(orm),
    ...logReports(orm),
    ...totalReports(orm),
    ...backlogReports(orm),
    ...experimentReports(orm),
    ...splitReports(orm),
    ...householdReports(orm),
    populationCount: async (question) => populationCount(orm, question),
    populationSample: async (query) => populationSample(orm, query),
    goalHistory: async (query) => goalHistory(orm, query),
    goingBack: async (query) => goingBack(orm, query),
  };
}
