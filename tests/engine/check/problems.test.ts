// Goal: every fault a person can draw or write is found, named by its code and node, and said in full in both languages.
// Method: a sound journey is broken in one place per row of a table and checked.
import { describe, expect, test } from 'vitest';
import { checkJourney } from '../../../engine/core/check/checkJourney.ts';
import { type ProblemCode, problemCodes, problemText } from '../../../shared/problem.ts';
import { checkChanged, checkContext, sampleJourney, type Written } from './sampleJourney.ts';

type Row = [
  code: ProblemCode,
  nodeId: string | undefined,
  field: string | undefined,
  change: (journey: Written) => void,
];

function nested(depth: number): Written {
  let condition: Written = { type: 'all', of: [] };
  for (let level = 0; level < depth; level++) condition = { type: 'not', of: condition };
  return condition;
}
const schedule = (more: object) => ({
  kind: 'trigger',
  settings: { on: 'schedule', start: '2026-03-04T12:00', zone: 'UTC', ...more },
  next: { next: 'ab' },
});

const rows: Row[] = [
  // the document
  ['unknown-field', undefined, 'colour', (j) => (j.colour = 'red')],
  ['unknown-field', 'wait', 'colour', (j) => (j.nodes.wait.settings.colour = 'red')],
  ['unknown-field', undefined, 'nodes.wait.label', (j) => (j.nodes.wait.label = 'x')],
  ['missing-field', undefined, 'name', (j) => delete j.name],
  ['missing-field', 'wait', 'timeout', (j) => delete j.nodes.wait.settings.timeout],
  ['missing-choice', 'start', 'on', (j) => delete j.nodes.start.settings.on],
  ['wrong-type', undefined, 'priority', (j) => (j.priority = 'high')],
  ['wrong-type', 'wait', 'paths', (j) => (j.nodes.wait.settings.paths = 'x')],
  ['not-one-of', undefined, 'format', (j) => (j.format = 2)],
  ['not-one-of', undefined, 'class', (j) => (j.class = 'advert')],
  ['not-one-of', 'wait', 'mode', (j) => (j.nodes.wait.settings.mode = 'last')],
  ['wrong-id', undefined, 'id', (j) => (j.id = '1st journey')],
  ['wrong-duration', 'wait', 'timeout', (j) => (j.nodes.wait.settings.timeout = '3 days')],
  ['wrong-duration', 'wait', 'timeout', (j) => (j.nodes.wait.settings.timeout = 'P3Y')],
  ['wrong-duration', 'wait', 'timeout', (j) => (j.nodes.wait.settings.timeout = 'PT0S')],
  ['wrong-duration', 'wait', 'timeout', (j) => (j.nodes.wait.settings.timeout = '-P1D')],
  ['wrong-time', undefined, 'starts', (j) => (j.starts = '2026-02-30T09:00')],
  ['wrong-time', 'start', 'start', (j) => (j.nodes.start = schedule({ start: '2026-03-04 12:00' }))],
  [
    'wrong-value',
    'start',
    'repeat.days',
    (j) => (j.nodes.start = schedule({ repeat: { every: 'P1D', days: ['mon'] } })),
  ],
  ['wrong-zone', undefined, 'timeZone', (j) => (j.timeZone = 'Mars/Olympus')],
  [
    'empty-window',
    'wait',
    'timeoutWindow',
    (j) => (j.nodes.wait.settings.timeoutWindow = { from: '09:00', to: '09:00' }),
  ],
  ['too-big', undefined, 'priority', (j) => (j.priority = 101)],
  ['too-big', 'ab', 'arms.0.share', (j) => (j.nodes.ab.settings.arms[0].share = 101)],
  ['too-small', undefined, 'nodes.wait.maxVisits', (j) => (j.nodes.wait.maxVisits = 0)],
  ['too-long', undefined, 'name', (j) => (j.name = 'x'.repeat(201))],
  [
    'too-long',
    'wait',
    'paths',
    (j) =>
      (j.nodes.wait.settings.paths = Array.from({ length: 11 }, (_, i) => ({ id: `p${i}`, event: 'e' }))),
  ],
  ['missing-field', undefined, 'name', (j) => (j.name = '')],
  ['too-short', 'wait', 'paths', (j) => (j.nodes.wait.settings.paths = [])],
  ['reserved-outlet', 'wait', 'paths.0.id', (j) => (j.nodes.wait.settings.paths[0].id = 'timeout')],
  ['reserved-outlet', 'ab', 'arms.0.id', (j) => (j.nodes.ab.settings.arms[0].id = 'else')],
  [
    'reserved-outlet',
    'ab',
    'arms.0.id',
    (j) => {
      j.nodes.ab.settings.traffic = { share: 20 };
      j.nodes.ab.settings.arms[0].id = 'rest';
      j.nodes.ab.next = { rest: 'sms', B: 'wait' };
    },
  ],
  ['too-small', 'ab', 'traffic.share', (j) => (j.nodes.ab.settings.traffic = { share: 0 })],
  ['too-big', 'ab', 'traffic.share', (j) => (j.nodes.ab.settings.traffic = { share: 100.01 })],
  ['wrong-value', 'ab', 'traffic.share', (j) => (j.nodes.ab.settings.traffic = { share: 0.015 })],
  ['unknown-outlet', 'ab', undefined, (j) => (j.nodes.ab.next.rest = 'wait')],
  [
    'layer-full',
    'ab',
    'traffic.share',
    (j) => (j.nodes.ab.settings.traffic = { share: 40, layer: 'crowded' }),
  ],
  [
    'layer-of-households',
    'ab',
    'traffic.layer',
    (j) => (j.nodes.ab.settings.traffic = { share: 5, layer: 'homes' }),
  ],
  [
    'layer-of-customers',
    'ab',
    'traffic.layer',
    (j) => {
      j.nodes.ab.settings.traffic = { share: 5, layer: 'crowded' };
      j.nodes.ab.settings.unit = { attribute: 'home' };
    },
  ],
  ['condition-too-large', undefined, 'exclude', (j) => (j.exclude = nested(12))],
  [
    'condition-too-large',
    undefined,
    'exclude',
    (j) =>
      (j.exclude = {
        type: 'all',
        of: Array.from({ length: 500 }, () => ({ type: 'attribute', attribute: 'a', op: 'exists' })),
      }),
  ],
  ['json-too-deep', undefined, undefined, (j) => (j.exclude = nested(70))],
  // the graph
  ['no-trigger', undefined, undefined, (j) => delete j.nodes.start],
  ['many-triggers', 'again', undefined, (j) => (j.nodes.again = structuredClone(j.nodes.start))],
  ['unknown-kind', 'odd', undefined, (j) => addBefore(j, 'odd', { kind: 'teleport', settings: {} })],
  ['unknown-outlet', 'sms', undefined, (j) => (j.nodes.sms.next.opened = 'end')],
  ['dangling-edge', 'sms', undefined, (j) => (j.nodes.sms.next.failed = 'nowhere')],
  ['dangling-edge', 'sms', undefined, (j) => (j.nodes.sms.next.failed = 'toString')],
  ['edge-to-trigger', 'sms', undefined, (j) => (j.nodes.sms.next.failed = 'start')],
  [
    'node-unreachable',
    'island',
    undefined,
    (j) => (j.nodes.island = { kind: 'exit', settings: {}, next: {} }),
  ],
  ['cycle-without-wait', 'sms', undefined, (j) => (j.nodes.sms.next.sent = 'ab')],
  ['outlet-unconnected', 'wait', undefined, (j) => delete j.nodes.wait.next.timeout],
  ['trigger-unconnected', 'start', undefined, (j) => (j.nodes = { start: { ...j.nodes.start, next: {} } })],
  // settings
  ['shares-not-100', 'ab', 'arms', (j) => (j.nodes.ab.settings.arms[0].share = 49.99)],
  ['duplicate-id', 'ab', 'arms', (j) => (j.nodes.ab.settings.arms[1].id = 'A')],
  ['duplicate-id', undefined, 'goals.1.id', (j) => j.goals.push({ id: 'bought', event: 'other' })],
  ['many-controls', 'ab', 'arms', (j) => (j.nodes.ab.settings.arms[0].control = true)],
  ['no-salt', 'ab', 'salt', (j) => delete j.nodes.ab.settings.salt],
  ['duplicate-salt', 'cd', 'salt', (j) => addBefore(j, 'cd', structuredClone(j.nodes.ab))],
  ['no-goal', 'ab', 'goals', (j) => (j.goals = [])],
  [
    'many-primary-goals',
    undefined,
    'goals',
    (j) => {
      j.goals = ['a', 'b'].map((id) => ({ id, event: id, primary: true }));
    },
  ],
  ['unknown-template', 'sms', 'template', (j) => (j.nodes.sms.settings.template = 'none')],
  ['unknown-template', 'sms', 'template', (j) => (j.nodes.sms.settings.template = 'constructor')],
  ['no-content-for-channel', 'sms', 'template', (j) => (j.nodes.sms.settings.template = 'mail')],
  ['template-fault', 'sms', 'template', (j) => (j.nodes.sms.settings.template = 'broken')],
  ['unknown-audience', 'start', undefined, (j) => (j.nodes.start = schedule({ audience: 'silver' }))],
  [
    'unknown-audience',
    undefined,
    undefined,
    (j) => (j.exclude = { type: 'not', of: { type: 'audience', audience: 'silver', is: 'in' } }),
  ],
  ['audience-cycle', 'start', undefined, (j) => (j.nodes.start = schedule({ audience: 'left' }))],
  [
    'every-needs-bounds',
    'start',
    'reentry',
    (j) => (j.nodes.start.settings.reentry = { mode: 'every', max: 2 }),
  ],
  [
    'every-needs-bounds',
    'start',
    'reentry',
    (j) => (j.nodes.start.settings.reentry = { mode: 'once', within: 'P1D' }),
  ],
  ['parallel-needs-key', 'start', 'reentry', (j) => (j.nodes.start.settings.reentry = { mode: 'parallel' })],
  [
    'one-of',
    'start',
    'audience',
    (j) => (j.nodes.start = schedule({ audience: 'gold', condition: nested(0) })),
  ],
  [
    'at-least-one-of',
    'update',
    undefined,
    (j) => addBefore(j, 'update', { kind: 'updateProfile', settings: { addTags: [] } }),
  ],
  [
    'at-least-one-of',
    'until',
    'at',
    (j) => addBefore(j, 'until', { kind: 'waitUntil', settings: { until: 'time' } }),
  ],
  [
    'at-needs-days',
    'delay',
    'at',
    (j) => addBefore(j, 'delay', { kind: 'delay', settings: { duration: 'PT24H', at: '09:00' } }),
  ],
  [
    'tiers-not-falling',
    'tier',
    'tiers.1.from',
    (j) =>
      addBefore(j, 'tier', {
        kind: 'tier',
        settings: {
          attribute: 'score',
          tiers: [
            { id: 'hot', from: 80 },
            { id: 'warm', from: 80 },
          ],
        },
        next: { hot: 'ab' },
      }),
  ],
  [
    'unknown-journey',
    'enrol',
    'journey',
    (j) => addBefore(j, 'enrol', { kind: 'enrol', settings: { journey: 'nowhere' } }),
  ],
  [
    'hand-over-continues',
    'enrol',
    undefined,
    (j) => addBefore(j, 'enrol', { kind: 'enrol', settings: { journey: 'other', mode: 'handOver' } }),
  ],
  ['goal-starts-here', undefined, 'goals.0.event', (j) => (j.goals[0].event = 'card_issued')],
  [
    'starts-after-ends',
    undefined,
    'ends',
    (j) => Object.assign(j, { starts: '2026-03-04T09:00', ends: '2026-03-04T09:00' }),
  ],
  ['schedule-over', 'start', 'start', (j) => (j.nodes.start = schedule({ start: '2026-03-01T23:59' }))],
  [
    'schedule-over',
    'start',
    'start',
    (j) => (j.nodes.start = schedule({ start: '2026-02-01T12:00', repeat: { every: 'P1D', times: 29 } })),
  ],
  ['sms-no-signature', 'sms', 'template', (j) => (j.nodes.sms.settings.template = 'plain')],
  ['sms-no-opt-out', 'sms', 'template', (j) => (j.nodes.sms.settings.template = 'plain')],
  ['sms-long', 'sms', 'template', (j) => (j.nodes.sms.settings.template = 'long')],
];

/** Puts a node between the trigger and what followed it. */
function addBefore(journey: Written, id: string, node: object): void {
  const { start } = journey.nodes;
  journey.nodes[id] = { next: {}, ...node };
  const [outlet] = Object.keys(journey.nodes[id].next);
  journey.nodes[id].next[outlet ?? 'next'] = start.next.next;
  start.next.next = id;
}

function placeholders(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

describe('a fault in a journey', () => {
  test('the sample itself has none', () => {
    expect(checkJourney(sampleJourney(), checkContext).problems).toEqual([]);
  });

  test.each(rows)('%s at node %s, field %s', (code, nodeId, field, change) => {
    const { problems } = checkChanged(change);
    const found = problems.find(
      (problem) => problem.code === code && problem.nodeId === nodeId && problem.field === field,
    );
    expect(found, JSON.stringify(problems)).toBeDefined();
  });

  test.each(rows)(
    '%s (node %s, field %s) is said in full in both languages',
    (code, _node, _field, change) => {
      for (const found of checkChanged(change).problems.filter((problem) => problem.code === code)) {
        const words = problemCodes[code];
        const open = [...placeholders(words.en), ...placeholders(words['zh-CN'])].filter(
          (name) => found.params?.[name] === undefined,
        );
        expect(open).toEqual([]);
        expect(problemText(found, 'en')).not.toMatch(/\{\w+\}|undefined|NaN|“”/);
        expect(problemText(found, 'zh-CN')).not.toMatch(/\{\w+\}|undefined|NaN|“”/);
      }
    },
  );

  test('all faults of a journey are returned at once', () => {
    const { problems } = checkChanged((journey) => {
      journey.nodes.ab.settings.arms[0].share = 10;
      journey.nodes.wait.settings.timeout = 'soon';
      journey.nodes.sms.next.failed = 'nowhere';
      journey.nodes.island = { kind: 'exit', settings: {}, next: {} };
    });
    expect(problems.map(({ code }) => code).toSorted()).toEqual([
      'dangling-edge',
      'node-unreachable',
      'shares-not-100',
      'wrong-duration',
    ]);
  });

  test('a split without salt comes with a fix that mends it', () => {
    const journey = sampleJourney();
    delete journey.nodes.ab.settings.salt;
    const fix = checkJourney(journey, checkContext).problems[0]?.fix;
    expect(fix).toEqual({ path: ['nodes', 'ab', 'settings', 'salt'], value: 'fresh-salt' });
    journey.nodes.ab.settings.salt = fix?.value;
    expect(checkJourney(journey, checkContext).problems).toEqual([]);
  });

  test.each([
    ['null', null],
    ['a text', 'x'],
    ['a list', []],
    ['a number', 7],
    ['nothing', undefined],
    ['an empty object', {}],
    ['nodes that are a list', { ...sampleJourney(), nodes: [] }],
    ['a node that is null', { ...sampleJourney(), nodes: { start: null } }],
    [
      'settings that are null',
      { ...sampleJourney(), nodes: { a: { kind: 'exit', settings: null, next: {} } } },
    ],
    ['lists nested beyond all measure', JSON.parse('['.repeat(5000) + ']'.repeat(5000))],
    ['a condition nested beyond all measure', { ...sampleJourney(), exclude: nested(20_000) }],
    [
      'a node named like a prototype',
      JSON.parse('{"format":1,"id":"a","name":"a","nodes":{"__proto__":{}}}'),
    ],
  ])('%s is answered with problems, never with a fault of ours', (_what, document) => {
    const { problems } = checkJourney(document, checkContext);
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
  });
});
