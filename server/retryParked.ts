/** Parked customers of a journey, asked to go on. */
import type { Enrollment } from '../engine/core/records.ts';
import type { RetryDeed } from '../engine/runner/deedInputs.ts';
import type { Page } from '../engine/stores/page.ts';
import type { Backend } from './backend.ts';

const PAGE_SIZE = 200;

export interface ParkedFilter {
  journey: string;
  node?: string | undefined;
  profiles?: readonly string[] | undefined;
}

type Parked = Extract<Enrollment, { status: 'parked' }>;

export function retryDeedOf({ profileId, journeyId, key, state }: Parked): RetryDeed {
  return { profile: profileId, journey: journeyId, key: key ?? undefined, node: state.node };
}

/** Pages go from the newest to the oldest, so that who parks again meanwhile is not asked twice. */
export async function retryParked(
  { engine, reports }: Pick<Backend, 'engine' | 'reports'>,
  { journey, node, profiles }: ParkedFilter,
): Promise<number> {
  let asked = 0;
  for (const profileId of profiles ? new Set(profiles) : [undefined]) {
    const filter = { journeyId: journey, node, profileId, status: 'parked' } as const;
    let cursor: string | null = null;
    do {
      const page: Page<Enrollment> = await reports.enrollments(filter, { limit: PAGE_SIZE, cursor });
      const deeds = page.items.flatMap((row) => (row.status === 'parked' ? [retryDeedOf(row)] : []));
      if (deeds.length > 0) await engine.retry(deeds);
      asked += deeds.length;
      cursor = page.next;
    } while (cursor !== null);
  }
  return asked;
}
