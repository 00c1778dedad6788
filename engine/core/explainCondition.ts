/** A condition taken apart for a person: each of its questions, its answer, and what was looked at. */
import type { Condition } from '../../shared/condition.ts';
import type { JsonValue } from '../../shared/json.ts';
import { evaluate } from './evaluate.ts';
import { type Facts, readPath } from './facts.ts';

export interface ConditionPart {
  condition: Exclude<Condition, { type: 'all' | 'any' | 'not' }>;
  holds: boolean;
  /** what an attribute holds, null when it holds nothing; null for questions of the history */
  value: JsonValue;
}

/** The questions inside a condition, in the order written. */
export function partsOf(condition: Condition, facts: Facts): ConditionPart[] {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of.flatMap((child) => partsOf(child, facts));
    case 'not':
      return partsOf(condition.of, facts);
    default: {
      const value = condition.type === 'attribute' ? (readPath(facts, condition.attribute) ?? null) : null;
      return [{ condition, holds: evaluate(condition, facts), value }];
    }
  }
}
