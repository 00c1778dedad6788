/** Adds up the customers of a split by household; both stores hand over each customer, then what is known of them. */
import { subtractDuration } from '../../core/time/duration.ts';
import type { HouseholdCounts } from '../householdReads.ts';
import type { OutcomeQuery } from '../splitReads.ts';
import { type GoalEvent, GoalTally } from './goalTally.ts';
import { Household, type Member } from './household.ts';
import { householdCounts } from './householdCounts.ts';
import type { FunnelEvent } from './receiptTally.ts';
import type { Sent } from './sendTally.ts';
import { keptAt } from './sums.ts';

/** A name and a customer's id never fall together: of the first character there is one of each. */
const keyOf = ({ household, profileId }: Member): string =>
  household === null ? `c${profileId}` : `h${household}`;

export class HouseholdTally {
  private readonly query: OutcomeQuery;
  private readonly households = new Map<string, Household>();
  /** of one customer at a time */
  private readonly goals: GoalTally[];
  /** per goal: sums of customers who converted, with their household */
  private readonly sums: { household: Household; sum: number }[][];
  private member: { member: Member; household: Household; beforeFromMs: number } | null = null;
  private lastGoalEventAtMs: number | null = null;

  constructor(query: OutcomeQuery) {
    this.query = query;
    this.goals = query.goals.map((goal) => new GoalTally(goal, query));
    this.sums = query.goals.map(() => []);
  }

  /** All customers first, or each before what is known of them. */
  add(member: Member): void {
    const key = keyOf(member);
    keptAt(this.households, key, () => new Household(this.goals.length)).add(member);
  }

  private householdOf(member: Member): Household {
    const found = this.households.get(keyOf(member));
    if (!found) throw new Error('a customer was not added before what they did');
    return found;
  }

  /** The customer whose events follow; nobody's who was not really exposed. */
  begin(member: Member): void {
    this.end();
    if (member.state === 'ineligible') return;
    const primary = this.query.goals[0];
    const beforeFromMs = primary ? subtractDuration(member.exposedAtMs, primary.within, this.query.zone) : 0;
    this.member = { member, household: this.householdOf(member), beforeFromMs };
    for (const goal of this.goals) goal.begin(member);
  }

  take(event: GoalEvent): void {
    // one dated ahead, by a clock that runs ahead, has not happened yet
    if (!this.member || event.occurredAtMs > this.query.asOfMs) return;
    const { member } = this.member;
    for (const [index, goal] of this.goals.entries()) {
      if (goal.question.event !== event.name || !goal.isMet(member, event)) continue;
      if (index === 0) this.takePrimary(event);
      if (event.occurredAtMs >= member.exposedAtMs && event.occurredAtMs < goal.untilMs) goal.take(event);
    }
  }

  private takePrimary({ occurredAtMs }: GoalEvent): void {
    if (!this.member) return;
    const { member, household, beforeFromMs } = this.member;
    this.lastGoalEventAtMs = Math.max(this.lastGoalEventAtMs ?? occurredAtMs, occurredAtMs);
    if (occurredAtMs >= beforeFromMs && occurredAtMs < member.exposedAtMs) household.wasBefore = true;
  }

  private end(): void {
    if (!this.member) return;
    const { household } = this.member;
    this.member = null;
    for (const [index, goal] of this.goals.entries()) {
      const sum = household.goals[index];
      if (!sum || goal.firstMs === Number.POSITIVE_INFINITY) continue;
      sum.converted += 1;
      sum.firstMs = Math.min(sum.firstMs, goal.firstMs);
      sum.capped += goal.cappedSum;
      sum.raw += goal.sum;
      if (goal.question.value !== null) this.sums[index]?.push({ household, sum: goal.sum });
    }
  }

  /** A message planned for a customer; what was decided later was still open. */
  takeSent(member: Member, { status, reason, decidedAtMs }: Sent): void {
    const messages = this.messagesOf(member);
    messages.isPlanned = true;
    if (decidedAtMs === null || decidedAtMs > this.query.asOfMs) return;
    if (status === 'accepted') messages.isReached = true;
    else if (status === 'refused' || status === 'cancelled') messages.refused = reason ?? 'left';
    else if (status === 'rejected' || status === 'failed' || status === 'unknown') messages.refused = status;
  }

  takeReceipt(member: Member, name: FunnelEvent): void {
    this.messagesOf(member).received.add(name);
  }

  private messagesOf(member: Member) {
    const household = this.householdOf(member);
    household.messages ??= { isPlanned: false, isReached: false, refused: null, received: new Set() };
    return household.messages;
  }

  counts(): HouseholdCounts {
    this.end();
    const { query, lastGoalEventAtMs } = this;
    return householdCounts([...this.households.values()], {
      query,
      lastGoalEventAtMs,
      sums: this.sums,
      isMature: this.goals.map(({ isMature }) => isMature),
    });
  }
}
