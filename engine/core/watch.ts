/**
 * What is kept about a customer because somebody watches, and when the clock alone may change it.
 * `membership`: whether the customer meets what a journey's trigger watches; `date`: the next day a trigger waits for;
 * `missing`: an event that was followed by nothing yet; `look`: exits and waits on conditions.
 */
export interface Watch {
  type: 'membership' | 'date' | 'missing' | 'look';
  /** what it stands for: one row per type and name */
  name: string;
  /** of a membership: whether the customer is in; else false */
  isIn: boolean;
  /** since when it is so; of a date, up to when it is done */
  sinceMs: number;
  /** null when the clock alone changes nothing */
  flipsAtMs: number | null;
  /** of a missing event: the one that came */
  eventId: string | null;
}

export interface WatchChanges {
  /** new or changed, whole */
  put: readonly Watch[];
  drop: readonly Pick<Watch, 'type' | 'name'>[];
}
