/** Term deposits: who opens one unasked, and whom the offer moves. The truth the A/B result is to find. */
import { DAY_MS } from '../../shared/timeUnits.ts';
import type { BankRow } from './bankRows.ts';
import type { Chance } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import type { DemoDelivery, DemoEvent } from './demoInput.ts';
import type { DemoPlan } from './demoPlan.ts';
import { later, wakingInstant } from './demoTime.ts';
import { isMovedBy, type Lifts } from './persuasion.ts';

const JOURNEY = 'term-deposit-offer';

/** Share of customers like this one who open a deposit within thirty days without any message. */
function ownDepositShare(row: BankRow): number {
  const wealth = Math.min(Math.max(Math.log10(Math.max(row.balance, 1) / 200), 0), 2.5);
  const history = row.poutcome === 'success' ? 0.09 : row.poutcome === 'other' ? 0.015 : 0;
  const stage = row.age >= 55 || row.job === 'retired' || row.job === 'student' ? 0.012 : 0;
  return 0.05 + 0.013 * wealth + history + stage - (row.housing === 'yes' ? 0.006 : 0);
}

/** The deadline works best on those with money to spare, the calculator on the young. */
function lanesOf(row: BankRow): readonly Lifts[] {
  const bySms = row.balance >= 2000 ? 0.026 : 0.017;
  const byPush = row.age < 40 ? 0.011 : 0.004;
  return [
    [
      ['smsOffer', bySms],
      ['smsReminder', 0.002],
    ],
    [
      ['pushOffer', byPush],
      ['pushReminder', 0.002],
    ],
  ];
}

function depositOf({ id, row }: DemoCustomer, atMs: number, chance: Chance): DemoEvent {
  const share = 0.3 + 0.5 * chance(id, 'deposit share');
  const amount = Math.max(1000, Math.round((row.balance * share) / 100) * 100);
  const termMonths = chance(id, 'term') < 0.7 ? 12 : 6;
  return {
    type: 'event',
    id: `demo-${id}-deposit-opened`,
    profile: id,
    name: 'deposit_opened',
    atMs,
    properties: { amount, termMonths },
  };
}

export function ownDeposits(customer: DemoCustomer, plan: DemoPlan, chance: Chance): DemoEvent[] {
  const { id, row } = customer;
  if (chance(id, 'deposit') >= ownDepositShare(row)) return [];
  const period = { fromMs: plan.startAtMs, toMs: plan.endAtMs };
  return [depositOf(customer, wakingInstant(period, chance, id, 'deposit'), chance)];
}

export function depositsAfter(customer: DemoCustomer, delivery: DemoDelivery, chance: Chance): DemoEvent[] {
  if (delivery.journeyId !== JOURNEY) return [];
  const { id, row } = customer;
  const lifts = lanesOf(row).find((lane) => lane.some(([node]) => node === delivery.node)) ?? [];
  if (!isMovedBy(delivery.node, lifts, ownDepositShare(row), chance(id, 'deposit'))) return [];
  const meanMs = delivery.channel === 'sms' ? 1.2 * DAY_MS : 2 * DAY_MS;
  return [depositOf(customer, later(delivery.atMs, meanMs, chance(id, 'deposit delay')), chance)];
}
