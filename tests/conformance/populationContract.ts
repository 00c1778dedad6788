import { expect } from 'vitest';
import type { Condition } from '../../shared/condition.ts';
import { fill, question } from './populationRows.ts';
import type { Contract } from './session.ts';

const cases: { says: string; condition: Condition | null; met: string[] }[] = [
  { says: 'no condition is everybody known', condition: null, met: ['c1', 'c2', 'c3'] },
  {
    says: 'a number is no text',
    condition: { type: 'attribute', attribute: 'balance', op: '>=', value: 0 },
    met: ['c1', 'c3'],
  },
  {
    says: 'absent and null are missing',
    condition: { type: 'attribute', attribute: 'city', op: 'missing' },
    met: ['c2', 'c3'],
  },
  {
    says: 'a missing value differs from every constant',
    condition: { type: 'attribute', attribute: 'city', op: '!=', value: '上海' },
    met: ['c2', 'c3'],
  },
  {
    says: 'what is not so may be unknown',
    condition: { type: 'not', of: { type: 'attribute', attribute: 'balance', op: '<', value: 100 } },
    met: ['c1', 'c2'],
  },
  {
    says: 'patterns mean nothing in a part of a text',
    condition: { type: 'attribute', attribute: 'address.city', op: 'contains', value: '_b%' },
    met: ['c1'],
  },
  {
    says: 'tags are a list',
    condition: { type: 'attribute', attribute: 'tags', op: 'contains', value: 'vip' },
    met: ['c1'],
  },
  {
    says: 'a birthday is today in the customer’s zone',
    condition: { type: 'attribute', attribute: 'born', op: 'anniversary' },
    met: ['c1'],
  },
  {
    says: 'children of an event condition bind to one event',
    condition: {
      type: 'event',
      event: 'purchase',
      where: {
        type: 'all',
        of: [
          { type: 'property', property: 'amount', op: '>', value: 5 },
          { type: 'property', property: 'kind', op: '=', value: 'x' },
        ],
      },
    },
    met: ['c1'],
  },
  {
    says: 'a window counts back from now',
    condition: { type: 'event', event: 'purchase', within: 'P30D', count: { op: '=', value: 1 } },
    met: ['c1', 'c2'],
  },
  {
    says: 'nobody with fewer than one is everybody without',
    condition: { type: 'event', event: 'purchase', count: { op: '<', value: 1 } },
    met: ['c3'],
  },
  {
    says: 'amounts add up',
    condition: { type: 'eventSum', event: 'purchase', property: 'amount', op: '>', value: 32 },
    met: ['c2'],
  },
  {
    says: 'amounts add up one after the other, rounding as they go',
    condition: { type: 'eventSum', event: 'drift', property: 'amount', op: '=', value: 1 },
    met: [],
  },
  {
    says: 'an audience may be a list',
    condition: { type: 'audience', audience: 'list', is: 'in' },
    met: ['c3'],
  },
  {
    says: 'an audience may be a condition',
    condition: { type: 'audience', audience: 'rich', is: 'out' },
    met: ['c2', 'c3'],
  },
  {
    says: 'an audience nobody defined is empty',
    condition: { type: 'audience', audience: 'none', is: 'out' },
    met: ['c1', 'c2', 'c3'],
  },
  {
    says: 'a journey may be under way',
    condition: { type: 'journey', journey: 'welcome', is: 'active', within: 'P1D' },
    met: ['c1'],
  },
  {
    says: 'a journey may have reached its goal',
    condition: { type: 'journey', journey: 'welcome', is: 'converted' },
    met: ['c1'],
  },
  {
    says: 'a message was sent in time',
    condition: { type: 'message', is: 'sent', channel: 'sms', within: 'P2D' },
    met: ['c1'],
  },
  {
    says: 'a message was not sent lately',
    condition: { type: 'message', is: 'sent', within: 'PT1H' },
    met: [],
  },
  {
    says: 'consent is withdrawn for a purpose',
    condition: { type: 'consent', channel: 'sms', is: 'withdrawn' },
    met: ['c2'],
  },
  {
    says: 'consent was never asked',
    condition: { type: 'consent', channel: 'sms', is: 'unknown' },
    met: ['c3'],
  },
  {
    says: 'all slots are everybody',
    condition: { type: 'bucket', salt: 's', from: 0, to: 10_000 },
    met: ['c1', 'c2', 'c3'],
  },
  { says: 'none of nothing is met', condition: { type: 'any', of: [] }, met: [] },
];

/** Promises of `population`, its count and its sample; the meaning itself is held by tests/properties. */
export const populationContract: Contract = {
  'an audience is whom its condition describes': async (session) => {
    await fill(session);
    const { store, reports } = session;
    const found = [];
    for (const { says, condition } of cases) {
      const met = await store.population({ ...question, condition, afterProfileId: '', limit: 10 });
      expect(await reports.populationCount({ ...question, condition })).toBe(met.length);
      found.push({ says, met });
    }
    expect(found).toEqual(cases.map(({ says, met }) => ({ says, met })));
  },

  'an audience comes in id order, page by page, and as a sample of profiles': async (session) => {
    await fill(session);
    const { store, reports } = session;
    const page = (afterProfileId: string) =>
      store.population({ ...question, condition: null, afterProfileId, limit: 2 });
    expect(await page('')).toEqual(['c1', 'c2']);
    expect(await page('c2')).toEqual(['c3']);
    const sample = await reports.populationSample({ ...question, condition: null, limit: 1 });
    expect(sample.map(({ id }) => id)).toEqual(['c1']);
  },
};
