// Goal: splits, arms, layers and goals are not called what every object has, or what nobody said would be found in a record.
// Method: over both stores, one name of a sound journey at a time is such a one; nothing of it is published.
import { describe, expect, test } from 'vitest';
import { createEngine, VirtualClock } from '../../../engine/index.ts';
import { ScriptedProviders } from '../../../engine/runner/scriptedProviders.ts';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import { publish, stores } from './trafficWorld.ts';

const NAMES = ['constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'];
const PLACES = ['id', 'node', 'arm', 'layer', 'goal'] as const;

function journey(place: (typeof PLACES)[number] | null, name: string): JourneyInput {
  const named = (of: (typeof PLACES)[number], otherwise: string) => (place === of ? name : otherwise);
  const arms = [named('arm', 'A'), 'B'].map((id) => ({ id, share: 50 }));
  const settings = { salt: 'fixed', arms, traffic: { share: 40, layer: named('layer', 'cards') } };
  const next = { next: named('node', 'ab') };
  return {
    format: 1,
    id: named('id', 'offer'),
    name: 'Offer',
    goals: [{ id: named('goal', 'bought'), event: 'bought', exit: false }],
    nodes: {
      start: { kind: 'trigger', settings: { on: 'manual' }, next },
      [named('node', 'ab')]: { kind: 'split', settings, next: {} },
    },
  };
}

describe.each(stores)('$name', ({ open }) => {
  test.each(PLACES.flatMap((place) => NAMES.map((name) => ({ place, name }))))(
    'no $place is called $name',
    async ({ place, name }) => {
      const given = { stores: open(), providers: new ScriptedProviders() };
      const engine = await createEngine({ ...given, clock: new VirtualClock(Date.UTC(2026, 3, 1)) });
      expect(await publish(engine, journey(null, name))).toEqual([]);
      expect(new Set(await publish(engine, journey(place, name)))).toEqual(new Set(['forbidden-name']));
      expect([...engine.roster.records.keys()]).toEqual(['offer']);
      expect(engine.roster.versionsOf('offer')).toHaveLength(1);
    },
  );
});
