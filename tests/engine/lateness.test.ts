// Goal: a timer that fires late says by how much, and one in time says nothing.
// Method: a rehearsal in which nothing runs for a while, in memory and on SQLite, read through its trace.
import { describe, expect, test } from 'vitest';
import { rehearse } from '../../engine/runner/rehearsal.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import { scenarioSchema } from '../../shared/scenario.ts';

const scenario = scenarioSchema.parse({
  scenario: 1,
  title: 'one late, one in time',
  journeys: {
    j: {
      format: 1,
      id: 'j',
      name: 'j',
      nodes: {
        start: { kind: 'trigger', settings: { on: 'event', event: 'go' }, next: { next: 'w' } },
        w: { kind: 'delay', settings: { duration: 'PT1H' }, next: { next: 'w2' } },
        w2: { kind: 'delay', settings: { duration: 'PT1H' }, next: { next: 'x' } },
        x: { kind: 'exit', settings: {}, next: {} },
      },
    },
  },
  profiles: [{ id: 'c1' }],
  timeline: [
    { at: '2026-03-02T08:00:00Z', publish: 'j' },
    { at: '2026-03-02T08:00:00Z', event: { id: 'e1', profile: 'c1', name: 'go' } },
    { at: '2026-03-02T08:50:00Z', down: 'PT25M' },
  ],
  until: '2026-03-02T20:00:00Z',
});

describe('lateness', () => {
  test.each([
    ['in memory', undefined],
    ['on SQLite', () => ({ ...openSqliteStore(':memory:'), close: () => {} })],
  ])('%s', async (_where, opens) => {
    const stores = opens?.();
    const { report } = await rehearse(scenario, stores ? { open: () => stores } : {});
    const left = report.trace.filter(({ outlet }) => outlet !== null);
    expect(left.map(({ node, at, lateMs }) => [node, at, lateMs])).toEqual([
      ['start', '2026-03-02T08:00:00.000Z', undefined],
      ['w', '2026-03-02T09:15:00.000Z', 15 * 60_000],
      ['w2', '2026-03-02T10:15:00.000Z', undefined],
    ]);
  });
});
