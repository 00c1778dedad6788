// Goal: each kind accepts what the language says it takes, with its defaults, and refuses everything beside it.
// Method: the examples of the language and the edges of each setting, one row each, parsed by the kind's own schema.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../shared/json.ts';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';

const yes = { type: 'all', of: [] };
const path = { id: 'p', event: 'e' };
const arm = (id: string, share: number) => ({ id, share });
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));

const accepted: { [kind: string]: JsonObject[] } = {
  trigger: [
    { on: 'event', event: 'card_issued' },
    {
      on: 'event',
      event: 'a',
      where: { type: 'property', property: 'x.y', op: '>=', value: 15 },
      key: 'cardId',
    },
    { on: 'event', event: 'a', condition: yes, reentry: { mode: 'every', max: 1000, within: 'P2Y' } },
    {
      on: 'schedule',
      start: '2026-03-04T12:00',
      zone: 'UTC',
      repeat: { every: 'P2W', times: 13 },
      audience: 'vip',
    },
    {
      on: 'schedule',
      start: '2028-02-29T23:59',
      repeat: { every: 'P1W', days: ['mon'], until: '2028-05-01T00:00' },
    },
    { on: 'manual', reentry: { mode: 'afterExit' }, key: 'k' },
    { on: 'journey' },
    { on: 'journey', condition: yes, reentry: { mode: 'parallel' }, key: 'k' },
  ],
  audience: [{ condition: { type: 'attribute', attribute: 'plan', op: '=', value: 'paid' } }],
  branch: [{ groups: many(20, (i) => ({ id: `g${i}`, name: '组', condition: yes })) }],
  split: [
    { salt: 's1', arms: [arm('A', 50), { id: 'B', share: 50, control: true }] },
    { salt: 'x'.repeat(64), arms: [arm('A', 33.33), arm('B', 33.33), arm('C', 33.34)] },
    { salt: 's', arms: many(10, (i) => arm(`a${i}`, 10)) },
  ],
  tier: [
    {
      attribute: 'score',
      tiers: [
        { id: 'hot', from: 80 },
        { id: 'warm', from: 50 },
      ],
    },
    { attribute: 'event.model.score', tiers: [{ id: 'all', name: '全部', from: -0.5 }] },
    { attribute: 'vars.score', tiers: many(10, (i) => ({ id: `t${i}`, from: -i })) },
  ],
  emitEvent: [
    { event: 'scored', properties: { score: { path: 'vars.score' } } },
    { event: 'scored', properties: { a: null, b: [1], 'c.d': { path: 'key', default: 0 } } },
  ],
  enrol: [
    { journey: 'j2', mode: 'start' },
    { journey: 'j2', mode: 'handOver', key: { path: 'event.cardId' }, properties: { why: 'warm' } },
    { journey: 'j2', key: 7 },
  ],
  message: [
    { channel: 'sms', template: 'welcome', tags: ['promo'] },
    {
      channel: 'wechat',
      template: 't',
      locale: 'zh-CN',
      purpose: 'service',
      quiet: 'refuse',
      maxHold: 'PT2H',
      missing: 'refuse',
      to: 'event.contact',
    },
  ],
  webhook: [
    {
      url: 'https://example.test/w1',
      body: { id: { path: 'event.orderId' } },
      keep: { score: 'result.score' },
    },
    { url: 'http://127.0.0.1:9/x', method: 'GET', headers: { 'X-A': 'b' }, timeout: 'PT60S' },
  ],
  updateProfile: [
    { set: { field2: { path: 'event.favorite_color' } }, add: { points: 1 }, addTags: ['US'] },
    { remove: ['a'], removeTags: ['b'] },
    { set: { a: null, b: [1], c: { x: 1 }, d: { path: 'key', default: 0 } } },
  ],
  delay: [
    { duration: 'P15D', window: { from: '08:00', to: '20:00' } },
    { duration: 'PT1S', jitter: 'PT1H' },
    { duration: 'P1Y2M3DT4H5M6S' },
    { duration: 'P2Y' },
    { duration: 'P2W', at: '00:00' },
  ],
  waitUntil: [
    { until: 'date', attribute: 'event.appointmentDate', offset: '-P1D' },
    {
      until: 'date',
      attribute: ['a', 'b.c'],
      at: '09:00',
      onChange: 'follow',
      zone: 'Asia/Tokyo',
      offset: 'P0D',
    },
    { until: 'time', at: '05:00', days: ['thu'] },
    { until: 'window', window: { from: '22:00', to: '06:00', days: ['fri'], zone: 'journey' } },
    { until: 'window', window: { from: '00:00', to: '24:00', days: ['sat', 'sun'] } },
    { until: 'businessHours', zone: 'workspace' },
  ],
  waitFor: [
    { paths: [{ ...path, where: { type: 'property', property: 'x', op: 'exists' } }], timeout: 'PT24H' },
    {
      paths: [{ id: 'c', condition: yes }],
      mode: 'ranked',
      lookBack: 'PT1H',
      timeout: 'P1D',
      restart: [{ event: 'e' }],
    },
    { paths: many(10, (i) => ({ id: `p${i}`, event: 'e' })), timeout: 'P1D', lookBack: 'none' },
  ],
  exit: [{}, { reason: 'cancelled' }],
};

const refused: { [kind: string]: JsonObject[] } = {
  trigger: [
    {},
    { on: 'moon', event: 'a' },
    { on: 'event' },
    { on: 'event', event: '' },
    { on: 'event', event: 'a b' },
    { on: 'event', event: '$a' },
    { on: 'event', event: '__proto__' },
    { on: 'event', event: 'a', audience: 'vip' },
    { on: 'event', event: 'a', where: { type: 'attribute', attribute: 'x', op: 'exists' } },
    { on: 'event', event: 'a', condition: { type: 'property', property: 'x', op: 'exists' } },
    { on: 'event', event: 'a', reentry: { mode: 'often' } },
    { on: 'event', event: 'a', reentry: { mode: 'every', max: 0, within: 'P1D' } },
    { on: 'event', event: 'a', reentry: { mode: 'every', max: 1001, within: 'P1D' } },
    { on: 'schedule', start: '2026-02-29T12:00' },
    { on: 'schedule', start: '2026-03-04T24:00' },
    { on: 'schedule', start: '2026-03-04T12:00Z' },
    { on: 'schedule', start: '2026-03-04T12:00', repeat: { every: 'PT12H' } },
    { on: 'schedule', start: '2026-03-04T12:00', repeat: { every: 'P1D', times: 10_001 } },
    { on: 'schedule', start: '2026-03-04T12:00', key: 'k' },
    { on: 'manual', event: 'a' },
    { on: 'journey', event: 'a' },
    { on: 'journey', journey: 'j2' },
  ],
  audience: [{}, { condition: { type: 'attribute', attribute: 'a' } }, { condition: yes, else: 1 }],
  branch: [
    { groups: [] },
    { groups: many(21, (i) => ({ id: `g${i}`, condition: yes })) },
    { groups: [{ id: 'else', condition: yes }] },
    { groups: [{ id: 'g' }] },
  ],
  split: [
    { salt: 's', arms: [arm('A', 100)] },
    { salt: 's', arms: many(11, (i) => arm(`a${i}`, 1)) },
    { salt: 's', arms: [arm('A', -1), arm('B', 101)] },
    { salt: 's', arms: [arm('A', 33.333), arm('B', 66.667)] },
    { salt: 'x'.repeat(65), arms: [arm('A', 50), arm('B', 50)] },
    { salt: 's', arms: [arm('sent', 50), arm('B', 50)] },
    { salt: 's', arms: [{ id: 'A', share: '50' }, arm('B', 50)] },
  ],
  tier: [
    {},
    { attribute: 'score', tiers: [] },
    { attribute: '', tiers: [{ id: 'a', from: 1 }] },
    { attribute: 'score', tiers: [{ id: 'else', from: 1 }] },
    { attribute: 'score', tiers: [{ id: 'a', from: '1' }] },
    { attribute: 'score', tiers: [{ id: 'a' }] },
    { attribute: 'score', tiers: many(11, (i) => ({ id: `t${i}`, from: -i })) },
    {
      attribute: 'score',
      tiers: [
        { id: 'a', from: 1 },
        { id: 'b', from: 1 },
      ],
    },
    {
      attribute: 'score',
      tiers: [
        { id: 'a', from: 2 },
        { id: 'a', from: 1 },
      ],
    },
  ],
  emitEvent: [{}, { event: '' }, { event: '$a' }, { event: 'a', properties: { $x: 1 } }],
  enrol: [{}, { journey: '' }, { journey: 'j2', mode: 'swap' }, { journey: 'j2', properties: { $x: 1 } }],
  message: [
    { channel: 'sms' },
    { template: 't' },
    { channel: 'sms', template: 't', quiet: 'later' },
    { channel: 'sms', template: 't', maxHold: '2 hours' },
    { channel: 'sms', template: 't', to: '__proto__.x' },
    { channel: 'sms', template: 't', locale: 'Chinese!' },
  ],
  webhook: [
    {},
    { url: 'ftp://example.test' },
    { url: 'javascript:alert(1)' },
    { url: 'example.test' },
    { url: 'https://example.test', method: 'DELETE' },
    { url: 'https://example.test', headers: { 'X A': 'b' } },
    { url: 'https://example.test', headers: { 'X-A': 'b\r\nX-B: c' } },
    { url: 'https://example.test', keep: { score: '__proto__.x' } },
    { url: 'https://example.test', timeout: 'PT61S' },
  ],
  updateProfile: [
    { set: { event: 1 } },
    { set: { 'a.b': 1 } },
    { add: { vars: 1 } },
    { remove: ['key'] },
    { addTags: [''] },
    { unset: ['a'] },
  ],
  delay: [
    {},
    { duration: 'PT0S' },
    { duration: 'P' },
    { duration: 'PT' },
    { duration: 'P1.5D' },
    { duration: '-P1D' },
    { duration: 'P2Y1M' },
    { duration: 86400 },
    { duration: 'P1D', at: '9:00' },
    { duration: 'P1D', at: '24:00' },
    { duration: 'P1D', window: { from: '08:00', to: '08:00' } },
    { duration: 'P1D', window: { from: '24:00', to: '08:00' } },
    { duration: 'P1D', window: { from: '08:00', to: '20:00', days: [] } },
    { duration: 'P1D', window: { from: '08:00', to: '20:00', zone: 'Mars/Olympus' } },
  ],
  waitUntil: [
    {},
    { until: 'date' },
    { until: 'date', attribute: [] },
    { until: 'date', attribute: 'a', offset: 'yesterday' },
    { until: 'date', attribute: 'a', days: ['mon'] },
    { until: 'time', days: ['monday'] },
    { until: 'window' },
    { until: 'businessHours', at: '09:00' },
  ],
  waitFor: [
    { paths: [path] },
    { paths: [], timeout: 'P1D' },
    { paths: many(11, (i) => ({ id: `p${i}`, event: 'e' })), timeout: 'P1D' },
    { paths: [{ id: 'timeout', event: 'e' }], timeout: 'P1D' },
    { paths: [{ id: 'p' }], timeout: 'P1D' },
    { paths: [{ ...path, condition: yes }], timeout: 'P1D' },
    { paths: [{ id: 'p', condition: yes, key: 'k' }], timeout: 'P1D' },
    { paths: [path], timeout: 'never' },
    { paths: [path], timeout: 'P1D', lookBack: 'always' },
    { paths: [path], timeout: 'P1D', restart: [{ condition: yes }] },
  ],
  exit: [{ reason: 'two words' }, { reason: '' }, { outcome: 'x' }],
};

/** Problems of settings: those of the schema, else those the kind adds as errors. */
function faultsOf(kind: string, settings: JsonObject): number {
  const definition = builtInRegistry.definitionOf({ kind });
  const parsed = definition?.schema.safeParse(settings);
  if (!parsed?.success) return parsed?.error.issues.length ?? 1;
  return (definition?.problems?.(parsed.data) ?? []).length;
}

const rowsOf = (table: { [kind: string]: JsonObject[] }) =>
  Object.entries(table).flatMap(([kind, list]) => list.map((settings) => [kind, settings] as const));

describe('settings of a node', () => {
  test('every kind has rows here', () => {
    const kinds = builtInRegistry.kinds.map(({ kind }) => kind).toSorted();
    expect(Object.keys(accepted).toSorted()).toEqual(kinds);
    expect(Object.keys(refused).toSorted()).toEqual(kinds);
  });

  test.each(rowsOf(accepted))('%s takes %j', (kind, settings) => {
    expect(faultsOf(kind, settings)).toBe(0);
  });

  test.each(rowsOf(refused))('%s refuses %j', (kind, settings) => {
    expect(faultsOf(kind, settings)).toBeGreaterThan(0);
  });

  test.each(rowsOf(accepted))('%s refuses an unknown field beside %j', (kind, settings) => {
    expect(faultsOf(kind, { ...settings, colour: 'red' })).toBeGreaterThan(0);
  });

  const defaults: [string, JsonObject, JsonObject][] = [
    ['trigger', { on: 'event', event: 'a' }, { reentry: { mode: 'once' } }],
    ['message', { channel: 'sms', template: 't' }, { tags: [], quiet: 'hold', missing: 'default' }],
    ['waitFor', { paths: [path], timeout: 'P1D' }, { mode: 'first', lookBack: 'sinceEntry', restart: [] }],
    ['waitUntil', { until: 'date', attribute: 'a' }, { onChange: 'freeze' }],
    ['webhook', { url: 'https://example.test' }, { method: 'POST' }],
    ['enrol', { journey: 'j2' }, { mode: 'start' }],
    ['exit', {}, { reason: 'exit' }],
  ];
  test.each(defaults)('%s %j means %j', (kind, settings, expected) => {
    expect(builtInRegistry.definitionOf({ kind })?.schema.parse(settings)).toMatchObject(expected);
  });

  test.each(builtInRegistry.kinds.map((definition) => [definition.kind, definition] as const))(
    '%s starts as a draft whose outlets can be drawn as soon as it is complete',
    (kind, definition) => {
      const initial = definition.initial(() => 'salt');
      expect(JSON.parse(JSON.stringify(initial))).toEqual(initial);
      const outlets = definition.outlets(definition.schema.parse(accepted[kind]?.[0]));
      const ids = outlets.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length === 0).toBe(definition.behaviour.shape === 'end');
    },
  );
});
