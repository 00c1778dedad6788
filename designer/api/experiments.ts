import { useQuery } from '@tanstack/react-query';
import { type Experiment, experimentEndpoints } from '../../shared/api/experiments.ts';
import { call } from './call.ts';
import { type List, useList } from './useList.ts';

/** Everything kept about experiments as a whole. */
const experimentsKey = ['experiments'];

export function useExperiments(): List<Experiment> {
  return useList({
    key: [...experimentsKey, 'list'],
    load: (cursor, signal) => call(experimentEndpoints.listExperiments, { query: { cursor } }, signal),
  });
}

export function usePortfolio() {
  return useQuery({
    queryKey: [...experimentsKey, 'portfolio'],
    queryFn: ({ signal }) => call(experimentEndpoints.getPortfolio, {}, signal),
  });
}
