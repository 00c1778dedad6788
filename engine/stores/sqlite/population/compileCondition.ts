import { type SQL, sql } from 'drizzle-orm';
import {
  type AttributeCondition,
  type Comparison,
  type Condition,
  type ConsentCondition,
  isAttributePath,
  type Lasting,
} from '../../../../shared/condition.ts';
import { OTHER_PURPOSES } from '../../../../shared/profile.ts';
import type { AudienceDefinition } from '../../../../shared/workspace.ts';
import { meets } from '../../../core/compare.ts';
import { AUDIENCE_DEPTH_MAX } from '../../../core/evaluate.ts';
import { compileComparison, listHolds } from './compileComparison.ts';
import { compileEventCount, compileEventSum, compileJourney, compileMessage } from './compileHistory.ts';
import { constant, decided, FALSE, joined, type Scope, TRUE } from './scope.ts';

/** The purpose a consent condition means when it names none, as in the evaluator. */
const PURPOSE_DEFAULT = 'marketing';

/**
 * Compiles a condition into SQL over one row `p` of profile: the same answer as `evaluate`, for a population.
 * The result is 0 or 1, never NULL; every constant is a bound value.
 */
export function compileCondition(condition: Condition, scope: Scope, depth = 0): SQL {
  switch (condition.type) {
    case 'all':
      return joined(
        condition.of.map((child) => compileCondition(child, scope, depth)),
        'AND',
        TRUE,
      );
    case 'any':
      return joined(
        condition.of.map((child) => compileCondition(child, scope, depth)),
        'OR',
        FALSE,
      );
    case 'not':
      return sql`(NOT ${compileCondition(condition.of, scope, depth)})`;
    case 'attribute':
      return decided(compileAttribute(condition, scope));
    case 'event':
      return decided(compileEventCount(condition, scope));
    case 'eventSum':
      return decided(compileEventSum(condition, scope));
    case 'audience': {
      const isIn = compileAudience(scope.audiences[condition.audience], scope, depth + 1);
      return condition.is === 'in' ? isIn : sql`(NOT ${isIn})`;
    }
    case 'journey':
      return decided(compileJourney(condition, scope));
    case 'message':
      return decided(compileMessage(condition, scope));
    case 'consent':
      return decided(compileConsent(condition));
    case 'bucket':
      return sql`(slot_of(${condition.salt}, p.id) BETWEEN ${condition.from} AND ${condition.to - 1})`;
  }
}

function compileAttribute(condition: AttributeCondition, scope: Scope): SQL {
  if (condition.op === 'hasBeenFor') return compileLasting(condition, scope);
  const { attribute } = condition;
  if (attribute === 'tags') return compileTags(condition, scope);
  // paths into an enrollment: nobody asks from inside one
  if (attribute === 'key' || attribute.startsWith('event.') || attribute.startsWith('vars.')) {
    return constant(meets(undefined, condition, scope.nowMs, scope.zone));
  }
  return compileComparison(sql`p.attributes`, attribute, condition, scope);
}

/** How long is asked only of those who hold the value. */
function compileLasting({ attribute, value, for: time }: Lasting & { attribute: string }, scope: Scope): SQL {
  if (!isAttributePath(attribute)) return FALSE;
  const holds = compileComparison(sql`p.attributes`, attribute, { op: '=', value }, scope);
  const lasted = sql`has_lasted(p.since, p.known_since_ms, ${attribute}, ${time}, ${scope.nowMs}, p.time_zone, ${scope.zone})`;
  return sql`CASE WHEN ${holds} THEN ${lasted} END`;
}

/** Tags are always there, if empty: only `contains` looks inside. */
function compileTags(condition: AttributeCondition & Comparison, scope: Scope): SQL {
  if (condition.op !== 'contains') return constant(meets([], condition, scope.nowMs, scope.zone));
  return listHolds(sql`json_each(p.tags)`, condition.value);
}

function compileAudience(definition: AudienceDefinition | undefined, scope: Scope, depth: number): SQL {
  if (!definition || depth > AUDIENCE_DEPTH_MAX) return FALSE;
  if (!('members' in definition)) return compileCondition(definition, scope, depth);
  return sql`(p.id IN (SELECT value FROM json_each(${JSON.stringify(definition.members)})))`;
}

function compileConsent({ channel, purpose = PURPOSE_DEFAULT, is }: ConsentCondition): SQL {
  const ofChannel = `$."${channel}"`;
  const words = sql`WHEN 'true' THEN 'granted' WHEN 'false' THEN 'withdrawn'`;
  const named = sql`json_type(p.consent, ${`${ofChannel}."${purpose}"`})`;
  const others = sql`json_type(p.consent, ${`${ofChannel}."${OTHER_PURPOSES}"`})`;
  const ofPurpose = sql`CASE coalesce(${named}, ${others}) ${words} ELSE 'unknown' END`;
  return sql`CASE json_type(p.consent, ${ofChannel}) ${words} WHEN 'object' THEN ${ofPurpose} ELSE 'unknown' END = ${is}`;
}
