// Goal: a rehearsal in the editor is a scenario like any other, for one customer and what happens to them.
// Method: scenarios made from the real journey are read back by the schema and by eye.
import { describe, expect, test } from 'vitest';
import { rehearsalScenario } from '../../../designer/pages/editor/rehearsalScenario.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';
import { sampleJourney } from '../commands/sampleJourney.ts';

const startMs = Date.parse('2026-03-02T09:00:00Z');
const world = { registry: builtInRegistry, workspace: {}, templates: {} };
const base = {
  journey: sampleJourney(),
  profile: { id: 'c1' },
  startMs,
  days: 30,
  entryProperties: { cardId: '1' },
  happenings: [],
};

describe('rehearsing a draft', () => {
  test('a trigger that waits for an event gets it', () => {
    const { timeline, until } = rehearsalScenario(base, world);
    expect(timeline).toEqual([
      { at: '2026-03-02T09:00:00.000Z', publish: 'offer' },
      {
        at: '2026-03-02T09:00:01.000Z',
        event: { id: 'rehearsal-entry', name: 'card_issued', profile: 'c1', properties: { cardId: '1' } },
      },
    ]);
    expect(until).toBe('2026-04-01T09:00:00.000Z');
  });

  test('any other trigger is entered by hand', () => {
    const journey = sampleJourney();
    const start = { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'who' } };
    const manual = { ...journey, nodes: { ...journey.nodes, start } };
    const { timeline } = rehearsalScenario({ ...base, journey: manual }, world);
    expect(timeline[1]).toMatchObject({ enrol: { profile: 'c1', journey: 'offer' } });
  });

  test('what happens on the way is counted from entry and put in order', () => {
    const hour = 3_600_000;
    const { timeline } = rehearsalScenario(
      {
        ...base,
        happenings: [
          { id: '1', type: 'event', event: 'deposit_opened', properties: {}, afterMs: 48 * hour },
          { id: '2', type: 'receipt', node: 'sms1', kind: 'clicked', afterMs: hour },
        ],
      },
      world,
    );
    expect(timeline.slice(2)).toMatchObject([
      { at: '2026-03-02T10:00:01.000Z', receipt: { node: 'sms1', kind: 'clicked' } },
      { at: '2026-03-04T09:00:01.000Z', event: { id: 'rehearsal-1', name: 'deposit_opened' } },
    ]);
  });

  test('an event nobody named is refused before anything runs', () => {
    const happenings = [{ id: '1', type: 'event' as const, event: '', properties: {}, afterMs: 0 }];
    expect(() => rehearsalScenario({ ...base, happenings }, world)).toThrow();
  });
});
