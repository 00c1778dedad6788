import { QueryClient } from '@tanstack/react-query';
import { ApiFault, NO_ANSWER } from './apiFault.ts';

/** What the server refuses will be refused again; only silence and faults are worth another try. */
function isWorthRetrying(failureCount: number, error: Error): boolean {
  return failureCount < 2 && error instanceof ApiFault && (error.status === NO_ANSWER || error.status >= 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: isWorthRetrying },
    mutations: { retry: false },
  },
});
