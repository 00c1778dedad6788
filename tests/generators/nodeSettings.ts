/** Settings of every kind of node, small enough that random histories meet them. */
import fc from 'fast-check';
import type { JsonObject } from '../../shared/json.ts';
import { condition as anyCondition, where } from './condition.ts';

/** Conditions name a journey that this world does not have. */
export const condition = fc.tuple(anyCondition, fc.constantFrom('sent', 'opened')).map(([one, is]) => {
  const text = JSON.stringify(one).replaceAll('"random"', '"a"').replaceAll('"is":"sent"', `"is":"${is}"`);
  return JSON.parse(text) as JsonObject; // JSON stays JSON
});
/** Conditions that what a journey does in one step cannot make true only within that step. */
export const lasting = condition.filter((one) => !JSON.stringify(one).includes('"is":"active"'));

type Arbitrary = fc.Arbitrary<unknown>;
/** Settings as an operator would write them: optional parts are sometimes left out. */
export const settings = (
  required: { [name: string]: Arbitrary },
  extra: { [name: string]: Arbitrary } = {},
) =>
  fc.record({ ...required, ...extra }, { requiredKeys: Object.keys(required) }) as fc.Arbitrary<JsonObject>; // all parts are JSON

export const pick = fc.constantFrom;
const duration = pick('PT1H', 'PT5H', 'P1D', 'PT26H', 'P1DT2H', 'P1W', 'P1M');
export const localTime = pick('00:00', '02:30', '09:00', '12:00', '23:30');
export const days = fc.uniqueArray(pick('mon', 'wed', 'sat', 'sun'), { minLength: 1 });
const zone = pick('profile', 'journey', 'workspace', 'America/New_York');
const window = settings(
  { from: pick('22:00', '09:00', '02:15'), to: pick('06:00', '18:00', '24:00', '02:45') },
  { days, zone },
);
const dateAttribute = pick<unknown>('due', 'event.due', ['event.due', 'due']);
const eventName = pick('paid', 'looked', 'go', 'message_opened');
const withIds = (ids: readonly string[], rest: fc.Arbitrary<JsonObject>) =>
  fc
    .array(rest, { minLength: 1, maxLength: ids.length })
    .map((items) => items.map((item, index) => ({ id: ids[index] ?? '', ...item })));
export const sought = settings({ event: eventName }, { where, key: pick('k') });
const share = fc.integer({ min: 0, max: 100 });
const value = pick<unknown>(
  1,
  'gold',
  { path: 'event.amount', default: 3 },
  { path: 'tier' },
  { path: 'key' },
);

export const nodeSettings: { readonly [kind: string]: fc.Arbitrary<JsonObject> } = {
  audience: settings({ condition }),
  branch: settings({ groups: withIds(['g1', 'g2'], settings({ condition })) }),
  split: settings(
    {
      salt: pick('s1', 's2'),
      arms: share.map((first) => [
        { id: 'A', share: first },
        { id: 'B', share: 100 - first, control: true },
      ]),
    },
    {
      traffic: pick(
        { share: 60 },
        { share: 60.5 },
        { share: 30, layer: 'l1' },
        { share: 20.25, layer: 'l1' },
      ),
    },
  ),
  message: settings(
    { channel: pick('sms', 'sms', 'email'), template: pick('hello') },
    {
      purpose: pick('service', 'marketing', 'survey'),
      quiet: pick('hold', 'refuse'),
      maxHold: pick('PT2H', 'PT12H', 'P1D'),
      missing: pick('default', 'refuse'),
      tags: pick(['promo'], []),
    },
  ),
  webhook: settings({ url: pick('https://example.test/hook') }, { keep: pick({ score: 'result.score' }) }),
  updateProfile: settings(
    { set: fc.dictionary(pick('tier', 'balance'), value, { minKeys: 1 }) },
    {
      add: pick({ balance: 5 }, { seen: 1 }),
      addTags: pick(['vip']),
      removeTags: pick(['vip', 'old']),
      remove: pick(['due']),
    },
  ),
  delay: fc.oneof(
    settings({ duration }, { window }),
    settings({ duration: pick('P1D', 'P3D', 'P1W'), at: localTime }, { window }),
  ),
  waitUntil: fc.oneof(
    settings({ until: pick('time'), at: localTime }, { days, zone }),
    settings({ until: pick('time'), days }, { zone }),
    settings({ until: pick('window'), window }),
    settings({ until: pick('businessHours') }, { zone }),
    settings(
      { until: pick('date'), attribute: dateAttribute },
      { offset: pick('-P1D', 'PT2H', '-PT30H', 'P1M'), onChange: pick('freeze', 'follow'), zone },
    ),
    settings(
      { until: pick('date'), attribute: dateAttribute, at: localTime },
      { offset: pick('-P1D', 'P1M'), onChange: pick('freeze', 'follow'), zone },
    ),
  ),
  waitFor: settings(
    {
      paths: withIds(['p1', 'p2', 'p3'], fc.oneof(sought, sought, settings({ condition: lasting }))),
      timeout: duration,
    },
    {
      mode: pick('first', 'ranked'),
      lookBack: pick('none', 'sinceEntry', 'PT3H', 'P1D'),
      timeoutWindow: window,
      restart: fc.array(sought, { maxLength: 1 }),
    },
  ),
  emitEvent: settings(
    { event: pick('paid', 'looked') },
    { properties: fc.dictionary(pick('amount', 'k'), value) },
  ),
  enrol: settings(
    { journey: pick('a', 'b') },
    { mode: pick('start', 'handOver'), key: value, properties: fc.dictionary(pick('amount', 'k'), value) },
  ),
  tier: settings({
    attribute: pick('balance', 'event.amount'),
    tiers: pick(
      [
        { id: 'hot', from: 10 },
        { id: 'warm', from: 5 },
      ],
      [{ id: 'hot', from: 0 }],
    ),
  }),
  exit: settings({ reason: pick('done', 'lost') }),
};
