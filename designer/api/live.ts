import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { requestOf } from '../../shared/api/endpoint.ts';
import { type Counts, countsSchema, journeyEndpoints } from '../../shared/api/journeys.ts';
import { journeysKey } from './journeys.ts';

interface Hearers {
  counts: (counts: Counts) => void;
  /** the journey was paused, closed, … */
  state?: () => void;
}

/** Counts of a journey as they change; the browser reconnects by itself. Answers how to stop. */
export function watchJourney(id: string, hear: Hearers): () => void {
  const source = new EventSource(requestOf(journeyEndpoints.watchJourney, { params: { id } }).url);
  source.addEventListener('counts', (event: MessageEvent<string>) => {
    const counts = countsSchema.safeParse(JSON.parse(event.data));
    if (counts.success) hear.counts(counts.data);
  });
  source.addEventListener('state', () => hear.state?.());
  return () => source.close();
}

/** Keeps the journey's counts and state fresh while the page is open. */
export function useLiveJourney(id: string): void {
  const client = useQueryClient();
  useEffect(
    () =>
      watchJourney(id, {
        counts: (counts) => client.setQueryData([...journeysKey, id, 'counts'], counts),
        state: () => void client.invalidateQueries({ queryKey: [...journeysKey, id], exact: true }),
      }),
    [client, id],
  );
}
