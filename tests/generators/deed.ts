/** What customers, operators and providers do to one or two small journeys. */
import fc from 'fast-check';
import type { Node } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import { pick, settings } from './nodeSettings.ts';

export type Deed = { [name: string]: string | JsonObject };
export const deed = (): fc.Arbitrary<Deed> => {
  const profile = pick('c1', 'c2');
  const target = pick('a', 'b');
  const attributes = fc.dictionary(
    pick('balance', 'tier', 'due'),
    pick<string | number | null>(0, 10, 'gold', 'silver', '2026-03-15', '2026-10-29T18:00', null),
  );
  const event = settings(
    { name: pick('go', 'go', 'go', 'paid', 'looked'), profile },
    {
      properties: settings(
        {},
        { k: pick<unknown>(1, '1', 2), amount: pick(0, 5, 10), due: pick('2026-03-12', '2026-10-30') },
      ),
      attributes,
    },
  ).map((one) => ({ event: one }));
  const key = pick(1, 2);
  const receipt = settings(
    {
      profile,
      journey: target,
      kind: pick('delivered', 'opened', 'opened', 'replied', 'optedOut', 'complained'),
    },
    { key, delivery: pick<unknown>('last', 1), properties: pick({ amount: 5 }) },
  );
  return fc.oneof(
    { weight: 12, arbitrary: event },
    {
      weight: 1,
      arbitrary: settings({ properties: settings({}, { amount: pick(5) }) }).map((one) => ({
        event: { name: 'rate_cut', ...one },
      })),
    },
    { weight: 3, arbitrary: fc.record({ id: profile, attributes }).map((one) => ({ profile: one })) },
    {
      weight: 1,
      arbitrary: settings(
        { profile, channel: pick('sms'), granted: fc.boolean() },
        { purpose: pick('survey', 'marketing') },
      ).map((consent) => ({ consent })),
    },
    {
      weight: 2,
      arbitrary: settings(
        { channel: pick('sms', 'webhook'), answers: pick('accept', 'reject', 'timeout', 'fail') },
        { for: profile, times: pick(1, 2), response: pick({ result: { score: 7 } }) },
      ).map((provider) => ({ provider })),
    },
    { weight: 1, arbitrary: target.map((pause) => ({ pause })) },
    { weight: 2, arbitrary: target.map((resume) => ({ resume })) },
    {
      weight: 1,
      arbitrary: fc.record({ journey: target, backlog: pick('drop') }).map((resume) => ({ resume })),
    },
    { weight: 3, arbitrary: receipt.map((one) => ({ receipt: one })) },
    { weight: 1, arbitrary: pick('close', 'stop').chain((name) => target.map((id) => ({ [name]: id }))) },
    {
      weight: 2,
      arbitrary: settings(
        { profile, journey: target },
        { key, override: pick(true), properties: settings({}, { amount: pick(5), k: pick(1, 2) }) },
      ).map((enrol) => ({ enrol })),
    },
    {
      weight: 1,
      arbitrary: settings({ profile, journey: target }, { key }).map((remove) => ({ remove })),
    },
  );
};

/** Events get ids (now and then one twice), deeds a journey that exists, and a key only where it has keys. */
export function fitting(
  one: Deed,
  index: number,
  documents: readonly { id: string; nodes: { [id: string]: Node } }[],
): Deed {
  const [name, given] = Object.entries(one)[0] ?? ['', ''];
  const target = typeof given === 'string' ? given : given.journey;
  const found = documents.find(({ id }) => id === target) ?? documents[0];
  if (name === 'event') return { event: { id: `e${index % 11}`, ...(given as JsonObject) } }; // the one above
  if (typeof given === 'string') return { [name]: found?.id ?? '' };
  if (target === undefined) return one;
  const { key, ...rest } = given;
  const messages = Object.entries(found?.nodes ?? {}).flatMap(([id, node]) =>
    node.kind === 'message' ? [id] : [],
  );
  const node = name === 'receipt' ? { node: messages[index % messages.length] ?? 'n0' } : {};
  const isKeyed = found?.nodes.start?.settings.key !== undefined && key !== undefined;
  return { [name]: { ...rest, ...node, journey: found?.id ?? '', ...(isKeyed ? { key } : {}) } };
}
