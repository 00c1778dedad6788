/** What became of the messages to households, by arm and epoch. */

import type { ArmReceipts, ArmSends, OutcomeQuery } from '../splitReads.ts';
import type { Household } from './household.ts';
import { byValue } from './inOrder.ts';
import { Count, keptAt } from './sums.ts';
import { armName } from './unit.ts';

interface Place {
  arm: number;
  epoch: number;
  planned: number;
  reached: number;
  refused: Count<string>;
}

export function householdSends(counted: readonly Household[], query: OutcomeQuery): ArmSends[] {
  const places = new Map<string, Place>();
  for (const { arm, epoch, messages } of counted) {
    if (!messages?.isPlanned) continue;
    const place = keptAt(places, `${arm}/${epoch}`, () => ({
      arm,
      epoch,
      planned: 0,
      reached: 0,
      refused: new Count<string>(),
    }));
    place.planned += 1;
    if (messages.isReached) place.reached += 1;
    else if (messages.refused !== null) place.refused.add(messages.refused);
  }
  return [...places.values()]
    .sort((a, b) => a.arm - b.arm || a.epoch - b.epoch)
    .map(({ arm, refused, ...place }) => ({
      ...place,
      arm: armName(query, arm),
      refused: Object.fromEntries(byValue(refused.counts)),
    }));
}

/** Of the arms with any. */
export function householdReceipts(counted: readonly Household[], { arms }: OutcomeQuery): ArmReceipts[] {
  return arms.flatMap((arm, index) => {
    const received = counted.flatMap((household) =>
      household.arm === index + 1 && household.messages ? [household.messages.received] : [],
    );
    const countOf = (name: Parameters<(typeof received)[number]['has']>[0]) =>
      received.filter((names) => names.has(name)).length;
    const [delivered, opened, clicked] = [
      countOf('message_delivered'),
      countOf('message_opened'),
      countOf('message_clicked'),
    ];
    return delivered + opened + clicked > 0 ? [{ arm, delivered, opened, clicked }] : [];
  });
}
