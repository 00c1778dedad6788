import type { JourneyLife } from '../../shared/journey/life.ts';
import type { JsonObject } from '../../shared/json.ts';

/** A journey with its draft. */
export interface JourneyRecord {
  id: string;
  name: string;
  life: JourneyLife;
  /** number of the version new customers enter; null before the first publish */
  currentVersion: number | null;
  /** the version whose move of the people inside was undone last; null when none was */
  undoneMove: number | null;
  /** null when the draft equals the current version */
  draft: JsonObject | null;
  /** rises with every save of the draft */
  revision: number;
  createdAtMs: number;
  changedAtMs: number;
}
