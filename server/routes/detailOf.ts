import type { JourneyDetail } from '../../shared/api/journeys.ts';
import type { Backend } from '../backend.ts';
import { journeyDetail } from '../views/journeyView.ts';
import { journeyOf } from './journeyOf.ts';
import { totalsOf } from './totalsOf.ts';

/** A journey as it is now, whatever was done to it. */
export async function detailOf(backend: Backend, id: string): Promise<JourneyDetail> {
  const totals = await totalsOf(backend);
  return journeyDetail(journeyOf(backend, id), backend.catalog, totals.get(id));
}
