import type { JourneyRecord } from '../../engine/stores/catalog.ts';
import type { Backend } from '../backend.ts';
import { found } from '../http/requestRefusal.ts';

export function journeyOf({ catalog }: Pick<Backend, 'catalog'>, id: string): JourneyRecord {
  return found(catalog.journeys.get(id), 'journey');
}
