/** Conditions of a version that the clock alone can make true or false for customers inside. */
import { type Condition, childrenOf, type Where } from '../../shared/condition.ts';
import type { CompiledJourney } from './compile.ts';

export interface ClockConditions {
  exits: readonly Condition[];
  /** of the nodes that wait for conditions */
  waits: ReadonlyMap<string, readonly Condition[]>;
}

const CLOCK_OPS: ReadonlySet<string> = new Set(['inLast', 'inNext', 'inPeriod', 'anniversary', 'hasBeenFor']);

/** Whether the clock alone may change the answer; an audience may hold anything. */
export function movesWithClock(condition: Condition | Where): boolean {
  switch (condition.type) {
    case 'attribute':
    case 'property':
      return CLOCK_OPS.has(condition.op);
    case 'audience':
      return true;
    case 'journey':
    case 'message':
      return condition.within !== undefined;
    case 'event':
    case 'eventSum':
      return condition.within !== undefined || childrenOf(condition).some(movesWithClock);
    default:
      return childrenOf(condition).some(movesWithClock);
  }
}

function find({ journey, nodes }: CompiledJourney): ClockConditions {
  const exits = journey.exits.flatMap((exit) => ('condition' in exit ? [exit.condition] : []));
  const waits = [...nodes.values()].flatMap(({ id, settings, definition }) => {
    const { behaviour } = definition;
    if (behaviour.shape !== 'wait' || !behaviour.look) return [];
    const moving = (definition.references?.(settings).conditions ?? []).filter(movesWithClock);
    return moving.length > 0 ? [[id, moving] as const] : [];
  });
  return { exits: exits.filter(movesWithClock), waits: new Map(waits) };
}

const known = new WeakMap<CompiledJourney, ClockConditions>();

export function clockConditions(compiled: CompiledJourney): ClockConditions {
  let found = known.get(compiled);
  if (!found) {
    found = find(compiled);
    known.set(compiled, found);
  }
  return found;
}

export function hasClockConditions(compiled: CompiledJourney): boolean {
  const { exits, waits } = clockConditions(compiled);
  return exits.length > 0 || waits.size > 0;
}
