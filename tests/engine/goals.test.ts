// Goal: a goal is counted once per enrollment that reaches it, inside its window, with its value (language.md §11.1).
// Method: a journey that nobody leaves, in an engine on a virtual clock; the counts per goal are read.
import { expect, test } from 'vitest';
import { createEngine, createMemoryStore, VirtualClock } from '../../engine/index.ts';

const HOUR_MS = 3_600_000;

async function open() {
  const clock = new VirtualClock(Date.UTC(2026, 2, 2, 9));
  const engine = await createEngine({ stores: createMemoryStore(), providers: { channels: {} }, clock });
  const published = await engine.publish({
    format: 1,
    id: 'j',
    name: 'J',
    goals: [
      { id: 'bought', event: 'buy', within: 'PT2H', exit: false },
      {
        id: 'bigBuy',
        event: 'buy',
        where: { type: 'property', property: 'amount', op: '>', value: 9 },
        exit: false,
      },
    ],
    nodes: {
      start: {
        kind: 'trigger',
        settings: { on: 'event', event: 'go', key: 'card', reentry: { mode: 'parallel' } },
        next: { next: 'wait' },
      },
      wait: { kind: 'delay', settings: { duration: 'P9D' }, next: {} },
    },
  });
  expect(published.ok).toBe(true);
  let events = 0;
  const track = async (name: string, properties: { [name: string]: string | number } = {}) => {
    await engine.track([{ id: `e${events++}`, name, profile: 'c1', properties }]);
    await engine.settle();
  };
  const reached = async () => {
    const counts = (await engine.reports.counts('j')).filter(({ metric }) => metric === 'goal');
    return Object.fromEntries(counts.map(({ detail, count }) => [detail, count]));
  };
  const wait = (hours: number) => clock.moveTo(clock.nowMs() + hours * HOUR_MS);
  return { track, reached, wait };
}

test('a second event that reaches a goal counts no second time', async () => {
  const { track, reached } = await open();
  await track('go', { card: 'a' });
  await track('buy', { amount: 5 });
  await track('buy', { amount: 50 });
  await track('buy', { amount: 60 });
  expect(await reached()).toEqual({ bought: 1, bigBuy: 1 });
});

test('each enrollment of one customer counts for itself, by its key', async () => {
  const { track, reached } = await open();
  await track('go', { card: 'a' });
  await track('go', { card: 'b' });
  await track('buy', { card: 'a' });
  expect(await reached()).toEqual({ bought: 1 });
  await track('buy');
  expect(await reached()).toEqual({ bought: 2 });
});

test('a goal counts before its window ends, and no longer at its end', async () => {
  const { track, reached, wait } = await open();
  await track('go', { card: 'a' });
  wait(2);
  await track('buy', { amount: 10 });
  expect(await reached()).toEqual({ bigBuy: 1 });
});
