/** The simulated days: customers act, carriers answer, and the engine runs as it would. */
import { type OutboxRow, sendKey } from '../../engine/core/records.ts';
import type { Reports } from '../../engine/stores/reports.ts';
import type { NewInput } from '../../engine/stores/store.ts';
import { DAY_MS } from '../../shared/timeUnits.ts';
import { Agenda, STEP_MS, stepOf } from './agenda.ts';
import type { Bank } from './bank.ts';
import { deedsAfter, ownDeeds } from './behaviour.ts';
import type { DemoDelivery, DemoInput } from './demoInput.ts';

const PAGE_SIZE = 200;

/**
 * Plays from the step the progress names to the end of the plan. That step may have been begun before:
 * its inputs carry the same ids and are known, its calls are repeated with the same keys.
 * @param listen gives whom to tell of messages that were taken
 */
export async function playDays(
  bank: Bank,
  listen: (listener: (delivery: DemoDelivery) => void) => void,
): Promise<void> {
  const { plan, clock, engine, progress, report } = bank;
  const agenda = new Agenda({ fromMs: clock.nowMs(), untilMs: plan.endAtMs });
  const expect = ({ ...delivery }: DemoDelivery) => {
    const customer = bank.customers.get(delivery.profileId);
    if (customer) agenda.add(deedsAfter(customer, delivery, plan, bank.chance));
  };
  listen(expect);
  for (const customer of bank.customers.values()) agenda.add(ownDeeds(customer, plan, bank.chance));
  for (const delivery of await deliveriesSoFar(bank.stores.reports)) expect(delivery);
  await engine.recover();

  const dayCount = Math.max(1, Math.round((plan.endAtMs - plan.startAtMs) / DAY_MS));
  let reportedDay = -1;
  for (let atMs = stepOf(clock.nowMs()); atMs <= plan.endAtMs; atMs += STEP_MS) {
    await playStep(bank, agenda, atMs);
    const day = Math.floor((atMs - plan.startAtMs) / DAY_MS);
    if (day > reportedDay && day < dayCount) report({ stage: 'days', doneCount: day, totalCount: dayCount });
    reportedDay = Math.max(day, reportedDay);
  }
  clock.moveTo(plan.endAtMs);
  await engine.settle();
  report({ stage: 'days', doneCount: dayCount, totalCount: dayCount });
  progress.save({ name: 'done' });
}

async function playStep(
  { clock, engine, stores, progress }: Bank,
  agenda: Agenda,
  atMs: number,
): Promise<void> {
  const inputs = agenda.take(atMs);
  const dueMs = await engine.nextDueMs();
  if (inputs.length === 0 && (dueMs === null || dueMs > atMs)) return;
  progress.save({ name: 'days', atMs });
  clock.moveTo(atMs);
  // events and receipts together: one transaction where the engine's own doors would take two
  await stores.store.accept(
    inputs.map((input) => acceptable(input, atMs)),
    atMs,
  );
  await engine.settle();
}

function acceptable(deed: DemoInput, atMs: number): NewInput {
  if (deed.type === 'event') {
    const { type, id, profile, name, properties, atMs: occurredAtMs } = deed;
    return { profileId: profile, atMs, input: { type, id, name, properties, occurredAtMs } };
  }
  const { type, id, profile, journey: journeyId, node, kind } = deed;
  return {
    profileId: profile,
    atMs,
    input: { type, id, journeyId, node, kind, key: null, delivery: 'last', properties: {} },
  };
}

function deliveryOf(row: OutboxRow): DemoDelivery[] {
  const { profileId, journeyId, node, lane, decidedAtMs } = row;
  return [{ key: sendKey(row), profileId, journeyId, node, channel: lane, atMs: decidedAtMs ?? 0 }];
}

/** What carriers had taken before this load was cut off. */
async function deliveriesSoFar(reports: Reports): Promise<DemoDelivery[]> {
  const taken: DemoDelivery[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Reports['deliveries']>> = await reports.deliveries(
      { status: 'accepted' },
      { limit: PAGE_SIZE, cursor },
    );
    taken.push(...page.items.flatMap(deliveryOf));
    cursor = page.next;
  } while (cursor !== null);
  return taken;
}
