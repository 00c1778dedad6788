/** New cards: issued to some, activated by most, lost by a few. One card a customer at most. */
import { DAY_MS, HOUR_MS } from '../../shared/timeUnits.ts';
import type { Chance } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import type { DemoDelivery, DemoEvent } from './demoInput.ts';
import type { DemoPlan } from './demoPlan.ts';
import { later, wakingInstant } from './demoTime.ts';
import { isMovedBy, type Lifts } from './persuasion.ts';

const JOURNEY = 'card-activation';
const ISSUED_SHARE = 0.05;
const OWN_SHARE = 0.5;
const LOST_SHARE = 0.012;
const LANES: readonly Lifts[] = [
  [
    ['benefitPush', 0.16],
    ['reminder', 0.06],
  ],
  [
    ['guidePush', 0.08],
    ['reminder', 0.06],
  ],
];

function cardEvent(id: string, name: string, atMs: number): DemoEvent {
  const properties = { cardId: id.replace('c', 'card-'), lastFour: id.slice(-4) };
  return { type: 'event', id: `demo-${id}-${name}`, profile: id, name, atMs, properties };
}

/** When this customer's card was issued; null for those without a new one. */
function issuedAtMs(id: string, plan: DemoPlan, chance: Chance): number | null {
  if (chance(id, 'card') >= ISSUED_SHARE) return null;
  const period = { fromMs: plan.startAtMs + HOUR_MS, toMs: plan.endAtMs };
  return wakingInstant(period, chance, id, 'card');
}

export function ownCards({ id }: DemoCustomer, plan: DemoPlan, chance: Chance): DemoEvent[] {
  const issuedMs = issuedAtMs(id, plan, chance);
  if (issuedMs === null) return [];
  const deeds = [cardEvent(id, 'card_issued', issuedMs)];
  if (chance(id, 'card lost') < LOST_SHARE) {
    deeds.push(cardEvent(id, 'card_lost', later(issuedMs, 6 * DAY_MS, chance(id, 'lost delay'))));
  } else if (chance(id, 'activation') < OWN_SHARE) {
    deeds.push(
      cardEvent(
        id,
        'card_activated',
        later(issuedMs + HOUR_MS, 2.5 * DAY_MS, chance(id, 'activation delay')),
      ),
    );
  }
  return deeds;
}

export function cardsAfter(
  { id }: DemoCustomer,
  delivery: DemoDelivery,
  plan: DemoPlan,
  chance: Chance,
): DemoEvent[] {
  const isOurs = delivery.journeyId === JOURNEY && issuedAtMs(id, plan, chance) !== null;
  if (!isOurs || chance(id, 'card lost') < LOST_SHARE) return [];
  const lifts = LANES.find((lane) => lane.some(([node]) => node === delivery.node)) ?? [];
  if (!isMovedBy(delivery.node, lifts, OWN_SHARE, chance(id, 'activation'))) return [];
  const atMs = later(delivery.atMs, 0.8 * DAY_MS, chance(id, 'activation delay'));
  return [cardEvent(id, 'card_activated', atMs)];
}
