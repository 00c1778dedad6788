// Goal: what is drawn is what was counted: streams of customers, days on one axis, checks in numbers.
// Method: small examples, computed by hand.
import { describe, expect, test } from 'vitest';
import { checkFigure, detailFigure } from '../../../../designer/pages/results/checkWords.ts';
import { stepsOf } from '../../../../designer/pages/results/curvesOption.ts';
import { FLOW_ENDS, type FlowPart, flowLinks } from '../../../../designer/pages/results/flowLinks.ts';
import { inLines } from '../../../../designer/pages/results/flowOption.ts';
import { dayPlace, instantPlace, pointsOf } from '../../../../designer/pages/results/timeline.ts';
import type { Counts } from '../../../../shared/api/journeys.ts';
import { builtInRegistry } from '../../../../shared/nodes/kinds.ts';
import { computed, notComputable } from '../../../../shared/statistic.ts';

const streamsOf = (parts: readonly FlowPart[]) => flowLinks(parts, builtInRegistry);

describe('streams of customers', () => {
  const node = (kind: string, next: { [outlet: string]: string }) => ({ kind, settings: {}, next });
  const document = {
    nodes: {
      start: node('trigger', { next: 'wait' }),
      wait: node('waitFor', { done: 'bye', again: 'start2' }),
      start2: node('message', { sent: 'wait' }),
      bye: node('exit', {}),
    },
  };
  const of = (arrived: number, left: { [outlet: string]: number }, here = 0, ended = {}) => ({
    arrived,
    here,
    left,
    ended,
    messages: {},
    moved: {},
    parked: 0,
  });
  const countsOf = (nodes: Counts['nodes']): Counts => ({
    at: '2026-11-01T00:00:00Z',
    version: null,
    entered: 10,
    active: 3,
    refused: {},
    ended: { done: 7 },
    goals: {},
    nodes,
  });
  const flow = streamsOf([
    {
      document,
      counts: countsOf({
        start: of(10, { next: 10 }),
        wait: of(12, { done: 7, again: 2 }, 3),
        start2: of(2, { sent: 2 }),
        bye: of(7, {}, 0, { done: 7 }),
        unseen: of(4, {}),
      }),
    },
  ]);
  test('link the nodes by how many went on', () => {
    expect(flow.links).toContainEqual({ source: 'start', target: 'wait', value: 10, isMove: false });
    expect(flow.links).toContainEqual({ source: 'wait', target: 'bye', value: 7, isMove: false });
  });
  test('end where customers ended or still are', () => {
    expect(flow.links).toContainEqual({ source: 'bye', target: FLOW_ENDS.ended, value: 7, isMove: false });
    expect(flow.links).toContainEqual({ source: 'wait', target: FLOW_ENDS.here, value: 3, isMove: false });
  });
  test('end where an outlet that leads nowhere let customers out, and follow one that goes on as another', () => {
    const { links } = streamsOf([
      {
        document: {
          nodes: {
            start: node('trigger', { next: 'adults' }),
            adults: node('audience', { in: 'sms' }),
            sms: node('message', { sent: 'bye' }),
            bye: node('exit', {}),
          },
        },
        counts: countsOf({
          start: of(41, { next: 41 }),
          adults: of(41, { in: 33, out: 8 }),
          sms: of(33, { sent: 30, capped: 1, failed: 2 }),
          bye: of(33, {}, 0, { exit: 33 }),
        }),
      },
    ]);
    expect(links).toContainEqual({ source: 'adults', target: FLOW_ENDS.ended, value: 8, isMove: false });
    expect(links).toContainEqual({ source: 'sms', target: 'bye', value: 33, isMove: false });
    const ended = links.filter(({ target }) => target === FLOW_ENDS.ended);
    expect(ended.reduce((sum, { value }) => sum + value, 0)).toBe(41);
  });
  test('never run in a circle: the way back is counted instead', () => {
    expect(flow.loopedCount).toBe(2);
    expect(flow.links.filter(({ source, target }) => source === 'start2' && target === 'wait')).toEqual([]);
  });
});

describe('streams of several versions', () => {
  const node = (kind: string, next: { [outlet: string]: string }) => ({ kind, settings: {}, next });
  const first = {
    nodes: {
      start: node('trigger', { next: 'old' }),
      old: node('wait', { done: 'bye' }),
      bye: node('exit', {}),
    },
  };
  const second = {
    nodes: {
      start: node('trigger', { next: 'new' }),
      new: node('wait', { done: 'bye' }),
      bye: node('exit', {}),
    },
  };
  const of = (
    arrived: number,
    left: { [outlet: string]: number },
    here: number,
    moved: { [from: string]: number } = {},
  ) => ({
    arrived,
    moved,
    here,
    left,
    ended: {},
    messages: {},
    parked: 0,
  });
  const countsOf = (version: number, nodes: Counts['nodes']): Counts => ({
    at: '2026-11-01T00:00:00Z',
    version,
    entered: 0,
    active: 0,
    refused: {},
    ended: {},
    goals: {},
    nodes,
  });
  test('run along the ways of the version each customer was in', () => {
    const { links } = streamsOf([
      { document: second, counts: countsOf(2, { start: of(3, { next: 3 }, 0), new: of(3, {}, 3) }) },
      { document: first, counts: countsOf(1, { start: of(58, { next: 58 }, 0), old: of(58, {}, 58) }) },
    ]);
    expect(links).toContainEqual({ source: 'start', target: 'new', value: 3, isMove: false });
    expect(links).toContainEqual({ source: 'start', target: 'old', value: 58, isMove: false });
    expect(links).toContainEqual({ source: 'old', target: FLOW_ENDS.here, value: 58, isMove: false });
  });
  test('lead from where a newer version took customers to where they are now', () => {
    const { links } = streamsOf([
      { document: second, counts: countsOf(2, { new: of(58, {}, 58, { old: 58 }) }) },
      {
        document: first,
        counts: countsOf(1, { start: of(58, { next: 58 }, 0), old: of(58, { migrated: 58 }, 0) }),
      },
    ]);
    expect(links.filter(({ isMove }) => isMove)).toEqual([
      { source: 'old', target: 'new', value: 58, isMove: true },
    ]);
    expect(links.filter(({ target }) => target === FLOW_ENDS.here)).toEqual([
      { source: 'new', target: FLOW_ENDS.here, value: 58, isMove: false },
    ]);
  });
  test('stand apart from the way an outlet leads between the same nodes', () => {
    const { links } = streamsOf([
      { document: second, counts: countsOf(2, { bye: of(5, {}, 5, { old: 5 }) }) },
      {
        document: first,
        counts: countsOf(1, { old: of(12, { done: 7, migrated: 5 }, 0), bye: of(7, {}, 7) }),
      },
    ]);
    expect(links.filter(({ source, target }) => source === 'old' && target === 'bye')).toEqual([
      { source: 'old', target: 'bye', value: 7, isMove: false },
      { source: 'old', target: 'bye', value: 5, isMove: true },
    ]);
  });
  test('count nobody twice who moved on the spot', () => {
    const { nodes, links, stayedCount } = streamsOf([
      { document: second, counts: countsOf(2, { bye: of(9, {}, 9, { bye: 9 }) }) },
      { document: first, counts: countsOf(1, { bye: of(9, { migrated: 9 }, 0) }) },
    ]);
    expect(nodes).toEqual([{ id: 'bye', kind: 'exit', arrived: 9 }]);
    expect(links).toEqual([{ source: 'bye', target: FLOW_ENDS.here, value: 9, isMove: false }]);
    expect(stayedCount).toBe(9);
  });
  test('show nothing of a move that was undone', () => {
    const { nodes, links } = streamsOf([
      { document: second, counts: countsOf(2, { new: of(58, { 'move-undone': 58 }, 0, { old: 0 }) }) },
      { document: first, counts: countsOf(1, { start: of(58, { next: 58 }, 0), old: of(58, {}, 58) }) },
    ]);
    expect(nodes.map(({ id }) => id)).toEqual(['start', 'old']);
    expect(links).toContainEqual({ source: 'old', target: FLOW_ENDS.here, value: 58, isMove: false });
    expect(links.some(({ isMove }) => isMove)).toBe(false);
  });
});

describe('one axis for days and instants', () => {
  test('an instant stands where the zone’s clock stood', () => {
    const midnightInShanghai = '2026-09-30T16:00:00Z';
    expect(instantPlace(midnightInShanghai, 'Asia/Shanghai')).toBe(dayPlace('2026-10-01'));
    expect(instantPlace(midnightInShanghai, 'UTC')).toBeLessThan(dayPlace('2026-10-01'));
  });
  test('an hour that comes twice keeps its order by day', () => {
    expect(instantPlace('2026-10-25T01:30:00Z', 'Europe/Berlin')).toBe(
      dayPlace('2026-10-25') + 2.5 * 3_600_000,
    );
  });
});

test('points without an effect and of other arms are not drawn', () => {
  const effect = computed({ estimate: 1, lower: 0, upper: 2 });
  const points = [
    { at: '2026-10-01', arm: 'B', units: 5, effect: notComputable('too-early') },
    { at: '2026-10-02', arm: 'B', units: 9, effect },
    { at: '2026-10-02', arm: 'C', units: 9, effect },
  ];
  expect(pointsOf(points, 'B')).toEqual([{ at: '2026-10-02', units: 9, estimate: 1, lower: 0, upper: 2 }]);
});

describe('figures of checks', () => {
  test.each([
    { value: 0.0004, unit: 'pValue' as const, text: '< 0.001' },
    { value: 0.0047, unit: 'share' as const, text: '0.47 %' },
    { value: 0, unit: 'share' as const, text: '0 %' },
    { value: 600, unit: 'seconds' as const, text: '10 minutes' },
    { value: 7200, unit: 'seconds' as const, text: '2 hours' },
    { value: 3, unit: 'count' as const, text: '3' },
  ])('$value $unit reads “$text”', ({ value, unit, text }) => {
    expect(checkFigure('en', value, unit)).toBe(text);
  });
  test.each([
    { kind: 'arm' as const, value: 18_066, text: '18,066' },
    { kind: 'messages' as const, value: 0.03, text: '3.00 %' },
  ])('$kind $value reads “$text”', ({ kind, value, text }) => {
    expect(detailFigure('en', kind, value)).toBe(text);
  });
});

describe('a curve of the share converted', () => {
  test.each([
    {
      says: 'begins with nobody and holds its last share until the end',
      curve: {
        untilDay: 30,
        points: [
          { day: 2, converted: 0.1 },
          { day: 9, converted: 0.2 },
        ],
      },
      steps: [
        [0, 0],
        [2, 0.1],
        [9, 0.2],
        [30, 0.2],
      ],
    },
    {
      says: 'ends at its last step when that is the end',
      curve: {
        untilDay: 9,
        points: [
          { day: 0, converted: 0.1 },
          { day: 9, converted: 0.2 },
        ],
      },
      steps: [
        [0, 0.1],
        [9, 0.2],
      ],
    },
    {
      says: 'of an arm nobody converted in is flat',
      curve: { untilDay: 30, points: [] },
      steps: [
        [0, 0],
        [30, 0],
      ],
    },
    { says: 'of an arm without customers is none', curve: { untilDay: null, points: [] }, steps: [] },
  ])('$says', ({ curve, steps }) => {
    expect(stepsOf({ name: 'A', ...curve })).toEqual(steps);
  });
});

test.each([
  ['welcomeSms', 8, 'welcome\nSms'],
  ['welcomeSms', 12, 'welcomeSms'],
  ['card-reminder', 9, 'card-\nreminder'],
  ['Update profile', 8, 'Update\nprofile'],
  ['dormant', 4, 'dormant'],
  ['消息触达', 4, '消息触达'],
])('the label “%s” of at most %d letters is broken between its words', (name, letters, lines) => {
  expect(inLines(name, letters)).toBe(lines);
});
