/**
 * What the demo's customers do. Pure: from seed, customer and delivery alone, so a load that was cut off
 * knows again what is still to come. Every number here is made up; none was measured on people.
 */
import { applicationsAfter, ownApplications } from './applications.ts';
import { cardsAfter, ownCards } from './cards.ts';
import type { Chance } from './chance.ts';
import type { DemoCustomer } from './customers.ts';
import type { DemoDelivery, DemoInput } from './demoInput.ts';
import type { DemoPlan } from './demoPlan.ts';
import { depositsAfter, ownDeposits } from './deposits.ts';
import { receiptsOf } from './receipts.ts';

/** What a customer does without having heard from us. */
export function ownDeeds(customer: DemoCustomer, plan: DemoPlan, chance: Chance): DemoInput[] {
  return [
    ...ownDeposits(customer, plan, chance),
    ...ownCards(customer, plan, chance),
    ...ownApplications(customer, plan, chance),
  ];
}

/** What a message brings about: receipts, and what the customer would not have done without it. */
export function deedsAfter(
  customer: DemoCustomer,
  delivery: DemoDelivery,
  plan: DemoPlan,
  chance: Chance,
): DemoInput[] {
  return [
    ...receiptsOf(delivery, chance),
    ...depositsAfter(customer, delivery, chance),
    ...cardsAfter(customer, delivery, plan, chance),
    ...applicationsAfter(customer, delivery, plan, chance),
  ];
}
