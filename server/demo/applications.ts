/** Loan applications: started, often put aside, sometimes taken up again. One application a customer at most. */
import type { JsonObject } from '../../shared/json.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/timeUnits.ts';
import { type Chance, pickOne } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import type { DemoDelivery, DemoEvent } from './demoInput.ts';
import type { DemoPlan } from './demoPlan.ts';
import { later, wakingInstant } from './demoTime.ts';
import { isMovedBy, type Lifts } from './persuasion.ts';

const JOURNEY = 'abandoned-application';
const STARTED_SHARE = 0.05;
/** submitted in one go */
const AT_ONCE_SHARE = 0.42;
/** submitted days later without a reminder */
const LATE_SHARE = 0.06;
const OWN_SHARE = AT_ONCE_SHARE + LATE_SHARE;
const WITHDRAWN_SHARE = 0.04;
const LANES: readonly Lifts[] = [
  [
    ['documentsPush', 0.14],
    ['resumeSms', 0.1],
  ],
  [
    ['resumePush', 0.17],
    ['resumeSms', 0.1],
  ],
];

interface Application {
  startedMs: number;
  properties: JsonObject;
  /** decides what becomes of it */
  disposition: number;
}

/** What this customer applies for; null for those who do not. */
function applicationOf(id: string, plan: DemoPlan, chance: Chance): Application | null {
  if (chance(id, 'application') >= STARTED_SHARE) return null;
  return {
    startedMs: wakingInstant({ fromMs: plan.startAtMs, toMs: plan.endAtMs }, chance, id, 'application'),
    properties: {
      applicationId: id.replace('c', 'app-'),
      product: pickOne(['cash-loan', 'instalment', 'car-loan'], chance(id, 'product')),
      amount: 5000 * (1 + Math.floor(chance(id, 'amount') * 40)),
      documents: chance(id, 'documents') < 0.3 ? 'missing' : 'complete',
    },
    disposition: chance(id, 'submission'),
  };
}

function applicationEvent(id: string, name: string, atMs: number, properties: JsonObject): DemoEvent {
  return { type: 'event', id: `demo-${id}-${name}`, profile: id, name, atMs, properties };
}

export function ownApplications({ id }: DemoCustomer, plan: DemoPlan, chance: Chance): DemoEvent[] {
  const application = applicationOf(id, plan, chance);
  if (!application) return [];
  const { startedMs, properties, disposition } = application;
  const deed = (name: string, afterMs: number) =>
    applicationEvent(id, name, startedMs + Math.round(afterMs), properties);
  const deeds = [deed('apply_started', 0)];
  const delay = chance(id, 'submission delay');
  if (disposition < AT_ONCE_SHARE) deeds.push(deed('apply_submitted', (35 + 75 * delay) * MINUTE_MS));
  else if (chance(id, 'saved') < 0.25) deeds.push(deed('apply_saved', (35 + 60 * delay) * MINUTE_MS));
  if (disposition >= AT_ONCE_SHARE && disposition < OWN_SHARE) {
    deeds.push(deed('apply_submitted', (1 + 3 * delay) * DAY_MS));
  }
  if (disposition >= 1 - WITHDRAWN_SHARE) deeds.push(deed('apply_withdrawn', (0.5 + delay) * DAY_MS));
  return deeds;
}

export function applicationsAfter(
  { id }: DemoCustomer,
  delivery: DemoDelivery,
  plan: DemoPlan,
  chance: Chance,
): DemoEvent[] {
  const application = delivery.journeyId === JOURNEY ? applicationOf(id, plan, chance) : null;
  if (!application) return [];
  const lane = application.properties.documents === 'missing' ? LANES[0] : LANES[1];
  if (!isMovedBy(delivery.node, lane ?? [], OWN_SHARE, application.disposition)) return [];
  const atMs = later(delivery.atMs, 0.25 * DAY_MS, chance(id, 'submission delay'));
  return [applicationEvent(id, 'apply_submitted', atMs, application.properties)];
}
