// Goal: a rehearsal reads like a story: what was sent stands where it happened, the end comes last.
// Method: a report as the engine writes it, and the path it lights up on the canvas.
import { expect, test } from 'vitest';
import { rehearsalRows } from '../../../designer/pages/editor/rehearsalRows.ts';
import { trailOf } from '../../../designer/pages/editor/trail.ts';
import type { RehearsalReport } from '../../../engine/runner/rehearsalReport.ts';

const at = '2026-03-02T09:00:01.000Z';
const later = '2026-03-03T09:00:01.000Z';
const row = { profile: 'c1', journey: 'offer', version: 1, reason: null };
const report: RehearsalReport = {
  trace: [
    { ...row, at, node: 'start', outlet: 'next' },
    { ...row, at, node: 'sms1', outlet: null },
    { ...row, at, node: 'sms1', outlet: 'sent' },
    { ...row, at, node: 'sms2', outlet: null },
    { ...row, at: later, node: 'sms2', outlet: 'failed' },
  ],
  deliveries: [
    {
      at,
      profile: 'c1',
      journey: 'offer',
      node: 'sms1',
      key: null,
      channel: 'sms',
      template: 'a',
      text: 'Hi',
    },
  ],
  refusals: [{ at, profile: 'c1', journey: 'offer', node: 'sms2', reason: 'capped' }],
  ends: [{ at: later, profile: 'c1', journey: 'offer', key: null, reason: 'completed', detail: null }],
  waiting: [],
  parked: [],
  problems: [],
  entryRefusals: [],
  duplicates: [],
  exposures: [],
  profiles: [],
  states: [],
};

test('a message stands between arriving at its node and leaving it', () => {
  const story = rehearsalRows(report).map((entry) =>
    entry.type === 'step' ? `${entry.node} ${entry.outlet ?? 'arrives'}` : entry.type,
  );
  expect(story).toEqual([
    'start next',
    'sms1 arrives',
    'delivery',
    'sms1 sent',
    'sms2 arrives',
    'refusal',
    'sms2 failed',
    'end',
  ]);
});

test('the path lights up as far as it was played', () => {
  const trail = trailOf(report.trace, 3);
  expect([...trail.nodes]).toEqual(['start', 'sms1']);
  expect([...trail.edges]).toEqual(['start/next', 'sms1/sent']);
  expect(trail.current).toBe('sms1');
  expect(trailOf(report.trace).current).toBe('sms2');
});
