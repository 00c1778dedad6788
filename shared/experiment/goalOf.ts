import type { Goal, Journey } from '../journey/journey.ts';

/** The goal a split is judged by: the named one, else the journey's primary one, else its first; null where there is none. */
export function goalOf({ goals }: Pick<Journey, 'goals'>, id?: string): Goal | null {
  if (id !== undefined) return goals.find((goal) => goal.id === id) ?? null;
  return goals.find((goal) => goal.primary) ?? goals[0] ?? null;
}
