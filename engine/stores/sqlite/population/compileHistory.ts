/** Conditions on what happened to a customer: events, journeys, messages, as SQL. */
import { type SQL, sql } from 'drizzle-orm';
import type {
  EventCondition,
  EventSumCondition,
  JourneyCondition,
  MessageCondition,
  NumberOp,
  Where,
} from '../../../../shared/condition.ts';
import { receiptEventName } from '../../../../shared/event.ts';
import { compareNumbers } from '../../../core/compare.ts';
import { compileComparison, listHolds } from './compileComparison.ts';
import { constant, decided, FALSE, joined, type Scope, since, TRUE } from './scope.ts';

const properties = sql`e.properties`;

/** A condition on one event `e`. */
export function compileWhere(where: Where, scope: Scope): SQL {
  switch (where.type) {
    case 'all':
      return joined(
        where.of.map((child) => compileWhere(child, scope)),
        'AND',
        TRUE,
      );
    case 'any':
      return joined(
        where.of.map((child) => compileWhere(child, scope)),
        'OR',
        FALSE,
      );
    case 'not':
      return sql`(NOT ${compileWhere(where.of, scope)})`;
    case 'property':
      return decided(compileComparison(properties, where.property, where, scope));
  }
}

/** Events `e` of the profile that a condition counts; one and the same event meets all of it. */
function eventsOf(condition: EventCondition | EventSumCondition, scope: Scope): SQL {
  const parts = [sql`e.profile_id = p.id AND e.name = ${condition.event}`];
  const from = since(condition.within, scope);
  if (from) parts.push(sql`e.occurred_at_ms >= ${from} AND e.occurred_at_ms <= ${scope.nowMs}`);
  if (condition.where) parts.push(compileWhere(condition.where, scope));
  return sql`FROM event AS e WHERE ${joined(parts, 'AND', TRUE)}`;
}

/** Nobody asks from inside an enrollment here, so nothing is in an enrollment's scope. */
const isOutOfScope = (condition: { scope?: 'ever' | 'enrollment' | undefined }) =>
  condition.scope === 'enrollment';

function compare(value: SQL, op: NumberOp, bound: number): SQL {
  return sql`${value} ${sql.raw(op)} ${bound}`;
}

export function compileEventCount(condition: EventCondition, scope: Scope): SQL {
  const { op, value } = condition.count ?? { op: '>=', value: 1 };
  if (isOutOfScope(condition)) return constant(compareNumbers(op, 0, value));
  if (op === '>=' && value === 1) return sql`EXISTS (SELECT 1 ${eventsOf(condition, scope)})`;
  return compare(sql`(SELECT count(*) ${eventsOf(condition, scope)})`, op, value);
}

export function compileEventSum(condition: EventSumCondition, scope: Scope): SQL {
  const { op, value, property } = condition;
  if (isOutOfScope(condition)) return constant(compareNumbers(op, 0, value));
  // rows come in the order of the key, which is the order of occurrence
  const total = sql`(SELECT sum_in_order(number_at(e.properties, ${property})) ${eventsOf(condition, scope)})`;
  return compare(total, op, value);
}

export function compileJourney(condition: JourneyCondition, scope: Scope): SQL {
  const from = since(condition.within, scope);
  const notBefore = (instant: SQL) => (from ? sql`${instant} >= ${from}` : TRUE);
  const enrolled = (state: SQL) =>
    sql`EXISTS (SELECT 1 FROM enrollment AS n WHERE n.profile_id = p.id AND n.journey_id = ${condition.journey} AND ${state})`;
  switch (condition.is) {
    case 'entered':
      return enrolled(notBefore(sql`n.entered_at_ms`));
    case 'active':
      return enrolled(sql`n.status <> 'ended' AND ${notBefore(sql`n.entered_at_ms`)}`);
    case 'completed':
      return enrolled(
        sql`n.status = 'ended' AND n.reason = 'completed' AND ${notBefore(sql`n.ended_at_ms`)}`,
      );
    case 'converted':
      return sql`EXISTS (SELECT 1 FROM conversion AS v WHERE v.profile_id = p.id
        AND v.journey_id = ${condition.journey} AND ${notBefore(sql`v.at_ms`)})`;
  }
}

export function compileMessage(condition: MessageCondition, scope: Scope): SQL {
  if (isOutOfScope(condition)) return FALSE;
  switch (condition.is) {
    case 'sent':
    case 'received':
      return wasSent(condition, sql`o.status = 'accepted'`, scope);
    case 'failed':
      return wasSent(condition, sql`o.status IN ('failed', 'rejected')`, scope);
    default:
      return wasReceipted(condition, condition.is, scope);
  }
}

function hasTag(tag: string): SQL {
  return listHolds(sql`json_each(o.effect, '$.tags')`, tag);
}

function wasSent(condition: MessageCondition, status: SQL, scope: Scope): SQL {
  const { channel, journey, node, tag, within } = condition;
  const from = since(within, scope);
  const parts = [sql`o.profile_id = p.id AND o.effect ->> '$.type' IS NULL AND ${status}`];
  parts.push(from ? sql`o.decided_at_ms >= ${from}` : sql`o.decided_at_ms IS NOT NULL`);
  if (channel !== undefined) parts.push(sql`o.lane = ${channel}`);
  if (journey !== undefined) parts.push(sql`o.journey_id = ${journey}`);
  if (node !== undefined) parts.push(sql`o.node = ${node}`);
  if (tag !== undefined) parts.push(hasTag(tag));
  return sql`EXISTS (SELECT 1 FROM outbox AS o WHERE ${joined(parts, 'AND', TRUE)})`;
}

function wasReceipted(
  condition: MessageCondition,
  kind: 'delivered' | 'opened' | 'clicked' | 'replied' | 'bounced',
  scope: Scope,
): SQL {
  const from = since(condition.within, scope);
  const parts = [sql`e.profile_id = p.id AND e.name = ${receiptEventName(kind)}`];
  if (from) parts.push(sql`e.occurred_at_ms >= ${from}`);
  for (const name of ['channel', 'journey', 'node'] as const) {
    const wanted = condition[name];
    if (wanted === undefined) continue;
    parts.push(compileComparison(properties, name, { op: '=', value: wanted }, scope));
  }
  if (condition.tag !== undefined) {
    parts.push(sql`EXISTS (SELECT 1 FROM outbox AS o WHERE o.profile_id = p.id AND o.effect ->> '$.type' IS NULL
      AND o.journey_id = e.properties ->> '$.journey' AND o.node = e.properties ->> '$.node' AND ${hasTag(condition.tag)})`);
  }
  return sql`EXISTS (SELECT 1 FROM event AS e WHERE ${joined(parts, 'AND', TRUE)})`;
}
