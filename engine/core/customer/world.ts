import type { JourneyLife } from '../../../shared/journey/life.ts';
import type { Workspace } from '../../../shared/workspace.ts';
import { compareText } from '../compareText.ts';
import type { CompiledJourney } from '../compile.ts';
import type { TakeSlot } from '../gate.ts';
import type { JourneyWatch } from '../journeyWatch.ts';

/** A journey as the engine runs it: its life, the version newcomers enter, and those people are still in. */
export interface RunningJourney {
  id: string;
  life: JourneyLife;
  current: CompiledJourney;
  versions: ReadonlyMap<number, CompiledJourney>;
  /** the version whose move of the people inside was undone last; null when none was */
  undoneMove: number | null;
  /** pauses that are over, and whose customers have not all taken what they missed; the oldest first */
  pauses: readonly Pause[];
  /** what the current trigger watches about every customer; null when it waits for an event or a deed */
  watch: JourneyWatch | null;
}

/** A pause that was ended by a resume. */
export interface Pause {
  fromMs: number;
  untilMs: number;
  /** what becomes of the entries and acts it held: released at a pace, or dropped */
  backlog: 'release' | 'drop';
}

/** Everything about the moment that is not about one customer; the same for a whole batch. */
export interface World {
  nowMs: number;
  /** senders were told of everything accepted before this instant; in virtual time inputs of now are still to be put in order */
  toldBeforeMs: number;
  workspace: Workspace;
  journeys: ReadonlyMap<string, RunningJourney>;
  /** the same journeys in the order in which a customer's are asked */
  inOrder: readonly RunningJourney[];
  takeSlot: TakeSlot;
  /** of those in order, the open ones that watch */
  watching: readonly RunningJourney[];
  /** whether the clock can move anybody's exit or wait */
  isLooking: boolean;
}

/** Whether waits of a journey hear events and fire timers now. */
export function runs({ life }: Pick<RunningJourney, 'life'>): boolean {
  return life === 'live' || life === 'closed';
}

/** Whether customers are offered entry to a journey; a pause holds the offers. */
export function isOpen({ life }: Pick<RunningJourney, 'life'>): boolean {
  return life === 'live' || life === 'paused';
}

/** By priority, highest first, then by id: the order in which a customer's journeys are asked. */
export function compareJourneys(a: RunningJourney, b: RunningJourney): number {
  return b.current.journey.priority - a.current.journey.priority || compareText(a.id, b.id);
}
