/** What a journey's trigger watches about every customer (language.md 2.1: `audience`, `date`, a `schedule` in their own zone). */
import type { TriggerSource } from '../../shared/nodes/entryRule.ts';
import type { CompiledJourney } from './compile.ts';

export type WatchedSource = Extract<TriggerSource, { on: 'audience' | 'date' | 'schedule' }>;

export interface JourneyWatch {
  /** stays as long as versions watch the same; rows of customers carry it */
  name: string;
  source: WatchedSource;
  /** when the version that began to watch this was published: changes count from how things were then */
  sinceMs: number;
  /** who is in at that instant enters */
  enrolsCurrent: boolean;
}

export interface PublishedVersion {
  compiled: CompiledJourney;
  publishedAtMs: number;
}

/** In which zone an occurrence lies: one instant for all, or each customer's own. */
export function isInCustomersZone({ zone }: { zone: string | undefined }): boolean {
  return zone === undefined || zone === 'profile';
}

function isWatched(source: TriggerSource): source is WatchedSource {
  if (source.on === 'schedule') return isInCustomersZone(source);
  return source.on === 'audience' || source.on === 'date';
}

/** What a version watches, as a text: two that are equal go on watching. */
function watchText({ compiled }: PublishedVersion): string {
  return JSON.stringify([compiled.entry.source, compiled.journey.timeZone ?? null]);
}

function enrolsCurrent({ compiled }: PublishedVersion): boolean {
  const { source } = compiled.entry;
  return source.on === 'audience' && source.includeCurrent;
}

/** @param versions those up to the one newcomers enter, the oldest first */
export function journeyWatch(versions: readonly PublishedVersion[]): JourneyWatch | null {
  const current = versions.at(-1);
  if (!current) return null;
  const { source } = current.compiled.entry;
  if (!isWatched(source)) return null;
  const text = watchText(current);
  let first = versions.length - 1;
  for (let before = versions[first - 1]; before && watchText(before) === text; before = versions[first - 1]) {
    first -= 1;
  }
  const began = versions[first] ?? current;
  // a later version does not enrol members again (language.md §11.2)
  const isLater = versions.slice(0, first).some(enrolsCurrent);
  return {
    name: `${current.compiled.journey.id}/${began.compiled.version}`,
    source,
    sinceMs: began.publishedAtMs,
    enrolsCurrent: enrolsCurrent(current) && !isLater,
  };
}
