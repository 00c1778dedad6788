import type { JourneyRecord } from '../../engine/stores/journeyRecord.ts';
import type { Backend } from '../backend.ts';
import { found } from '../http/requestRefusal.ts';

/** @param field  of the request that names the journey, where its path does not */
export function journeyOf({ catalog }: Pick<Backend, 'catalog'>, id: string, field?: string): JourneyRecord {
  return found(catalog.journeys.get(id), 'journey', field);
}
