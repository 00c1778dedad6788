import type { Journey } from '../../shared/journey/journey.ts';
import { evaluate } from './evaluate.ts';
import type { Facts } from './facts.ts';

/** The reason of the first exit condition that holds, or null. */
export function exitReason({ exits }: Pick<Journey, 'exits'>, facts: Facts): string | null {
  for (const exit of exits) if ('condition' in exit && evaluate(exit.condition, facts)) return exit.reason;
  return null;
}
