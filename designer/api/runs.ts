/** Analyses of splits: runs as they are kept, and what was decided on them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { API_PREFIX, type CallOf } from '../../shared/api/endpoint.ts';
import { type AnalysisRun, experimentEndpoints, nodeInPath } from '../../shared/api/experiments.ts';
import { call } from './call.ts';
import { journeysKey } from './journeys.ts';

const HEALTH_FRESH_MS = 30_000;

const { runAnalysis, getRun, listRuns, recordLook, replayRun, decide, listDecisions } = experimentEndpoints;

/** A split of a journey; `node` is '' for its holdout. */
export interface SplitRef {
  journeyId: string;
  node: string;
}

const paramsOf = ({ journeyId, node }: SplitRef) => ({
  id: journeyId,
  node: nodeInPath(node),
});
const splitKey = (split: SplitRef) => [...journeysKey, split.journeyId, 'experiments', split.node] as const;

/**
 * The analysis of a split: a run kept earlier, or one made now.
 *
 * Every analysis made is a look and is counted, so it is never made again unasked.
 */
export function useRun(split: SplitRef, kept: string | undefined) {
  return useQuery({
    queryKey: [...splitKey(split), 'run', kept ?? 'now'],
    queryFn: ({ signal }): Promise<AnalysisRun> =>
      kept === undefined
        ? call(runAnalysis, { params: paramsOf(split), body: {} }, signal)
        : call(getRun, { params: { run: kept } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The analysis of a split for its verdict, checks and progress: no look, so whoever shows an effect asks `useRun`. */
export function useHealth(split: SplitRef) {
  return useQuery({
    queryKey: [...splitKey(split), 'health'],
    queryFn: ({ signal }): Promise<AnalysisRun> =>
      call(runAnalysis, { params: paramsOf(split), body: { look: false } }, signal),
    staleTime: HEALTH_FRESH_MS,
  });
}

const RUNS_SHOWN = 20;

/** The latest runs of a split, newest first. */
export function useRuns(split: SplitRef) {
  return useQuery({
    queryKey: [...splitKey(split), 'runs'],
    queryFn: ({ signal }) =>
      call(listRuns, { params: paramsOf(split), query: { limit: RUNS_SHOWN } }, signal),
  });
}

export function useDecisions(split: SplitRef) {
  return useQuery({
    queryKey: [...splitKey(split), 'decisions'],
    queryFn: ({ signal }) => call(listDecisions, { params: paramsOf(split), query: {} }, signal),
  });
}

export function useDecide(split: SplitRef) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallOf<typeof decide>['body']) => call(decide, { params: paramsOf(split), body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [...splitKey(split), 'decisions'] });
      await client.invalidateQueries({ queryKey: [...journeysKey, split.journeyId], exact: true });
    },
  });
}

/** Writes down that somebody looked at results whose checks had failed. */
export function useRecordLook(run: string) {
  return useMutation({
    mutationFn: (actor: string) => call(recordLook, { params: { run }, body: { actor } }),
  });
}

/** Computes a run again from what it kept. */
export function useReplay(run: string) {
  return useMutation({ mutationFn: () => call(replayRun, { params: { run } }) });
}

const runAddress = (run: string) => `${API_PREFIX}/runs/${encodeURIComponent(run)}`;

/** Where the files of a run are fetched from. */
export const runFiles = {
  json: (run: string) => runAddress(run),
  csv: (run: string) => `${runAddress(run)}/table`,
  input: (run: string) => `${runAddress(run)}/input`,
};
