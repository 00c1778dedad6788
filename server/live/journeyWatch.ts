/** Tells open pages how a journey's counters stand, a few times a second at most. */
import type { Reports } from '../../engine/stores/reports.ts';
import type { Counts } from '../../shared/api/journeys.ts';
import type { JourneyLife } from '../../shared/journey/life.ts';
import type { CatalogMirror } from '../catalogMirror.ts';
import { countsView } from '../views/countsView.ts';

export const STREAMS_MAX = 200;
/** Pages hear at most this often about one journey. */
const PACE_MS = 400;

export interface JourneyNews {
  counts: Counts;
  state: JourneyLife;
}

export interface JourneyWatch {
  /** calls back at once and after each change; null when too many are watching */
  watch(journeyId: string, hear: (news: JourneyNews) => void): (() => void) | null;
  /** a journey's counters or its state moved */
  moved(journeyIds: readonly string[]): void;
  /** ends every stream */
  close(): void;
  /** resolves when the watch is closed */
  closed: Promise<void>;
}

interface Watched {
  listeners: Set<(news: JourneyNews) => void>;
  timer: NodeJS.Timeout | null;
}

export function createJourneyWatch(reports: Pick<Reports, 'counts'>, catalog: CatalogMirror): JourneyWatch {
  const journeys = new Map<string, Watched>();
  let streamCount = 0;
  let markClosed = () => {};
  const closed = new Promise<void>((resolve) => {
    markClosed = resolve;
  });

  async function tell(journeyId: string): Promise<void> {
    const journey = catalog.journeys.get(journeyId);
    const watched = journeys.get(journeyId);
    if (!journey || !watched) return;
    const counts = countsView(await reports.counts(journeyId), null, Date.now());
    for (const hear of watched.listeners) hear({ counts, state: journey.life });
  }

  function plan(journeyId: string, waitMs: number): void {
    const watched = journeys.get(journeyId);
    if (!watched || watched.timer) return;
    watched.timer = setTimeout(() => {
      watched.timer = null;
      // a read that fails is made good by the next change
      tell(journeyId).catch(() => {});
    }, waitMs);
  }

  return {
    closed,
    watch(journeyId, hear) {
      if (streamCount >= STREAMS_MAX) return null;
      streamCount += 1;
      const watched = journeys.get(journeyId) ?? { listeners: new Set(), timer: null };
      journeys.set(journeyId, watched);
      watched.listeners.add(hear);
      plan(journeyId, 0);
      return () => {
        if (!watched.listeners.delete(hear)) return;
        streamCount -= 1;
        if (watched.listeners.size > 0) return;
        if (watched.timer) clearTimeout(watched.timer);
        journeys.delete(journeyId);
      };
    },
    moved(journeyIds) {
      for (const journeyId of journeyIds) plan(journeyId, PACE_MS);
    },
    close: () => markClosed(),
  };
}
