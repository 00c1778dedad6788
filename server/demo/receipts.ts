/** What comes back for one delivery: delivered, opened, clicked, and now and then a refusal of more. */
import type { ReceiptKind } from '../../shared/event.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/timeUnits.ts';
import type { Chance } from './chance.ts';
import type { DemoDelivery, DemoInput } from './demoInput.ts';
import { later } from './demoTime.ts';

interface Habit {
  /** whether the carrier tells of arrival at all */
  isDeliveryTold: boolean;
  opened: number;
  /** of those who opened, or of all where opening is not seen */
  clicked: number;
  optedOut: number;
  complained: number;
}

const HABITS: { readonly [channel: string]: Habit } = {
  sms: { isDeliveryTold: true, opened: 0, clicked: 0.05, optedOut: 0.006, complained: 0.0005 },
  push: { isDeliveryTold: false, opened: 0.24, clicked: 0.3, optedOut: 0.002, complained: 0 },
};
const DELIVERED_SHARE = 0.975;

export function receiptsOf(delivery: DemoDelivery, chance: Chance): DemoInput[] {
  const { key, profileId, journeyId, node, channel, atMs } = delivery;
  const habit = HABITS[channel];
  if (!habit || chance(key, 'delivered') >= DELIVERED_SHARE) return [];
  const receipt = (kind: ReceiptKind, whenMs: number): DemoInput => ({
    type: 'receipt',
    id: `demo-${key}-${kind}`,
    profile: profileId,
    journey: journeyId,
    node,
    kind,
    atMs: whenMs,
  });
  const deliveredMs = later(atMs, 5_000, chance(key, 'delivered delay'));
  const deeds = habit.isDeliveryTold ? [receipt('delivered', deliveredMs)] : [];
  const openedMs = later(deliveredMs, 2 * HOUR_MS, chance(key, 'opened delay'));
  const isOpened = chance(key, 'opened') < habit.opened;
  if (isOpened) deeds.push(receipt('opened', openedMs));
  if ((isOpened || habit.opened === 0) && chance(key, 'clicked') < habit.clicked) {
    const clickedMs = later(openedMs, 2 * MINUTE_MS, chance(key, 'clicked delay'));
    deeds.push(receipt('clicked', clickedMs), {
      type: 'event',
      id: `demo-${key}-app-opened`,
      profile: profileId,
      name: 'app_opened',
      atMs: clickedMs + 5_000,
      properties: { from: channel },
    });
  }
  const leavingMs = later(deliveredMs, 3 * HOUR_MS, chance(key, 'leaving delay'));
  if (chance(key, 'opted out') < habit.optedOut) deeds.push(receipt('optedOut', leavingMs));
  if (chance(key, 'complained') < habit.complained) deeds.push(receipt('complained', leavingMs));
  return deeds;
}
