// Goal: once an opt-out is on disk, no message of its customer is claimed before it is applied, whatever asks for one.
// Method: a provider lets the customer opt out while it carries the first message; its answer leads to the second.
import { expect, test } from 'vitest';
import { createEngine, createMemoryStore, type Engine } from '../../../engine/index.ts';
import type { SendRequest } from '../../../engine/runner/provider.ts';

const journey = {
  format: 1,
  id: 'j',
  name: 'J',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'first' } },
    first: {
      kind: 'message',
      settings: { channel: 'sms', template: 'hello' },
      next: { sent: 'second' },
    },
    second: { kind: 'message', settings: { channel: 'sms', template: 'hello' }, next: {} },
  },
};

const optOuts: [what: string, optOut: (engine: Engine) => Promise<unknown>, status: string][] = [
  [
    'a withdrawal',
    (engine) => engine.changeConsent({ profile: 'c1', channel: 'sms', granted: false }),
    'refused',
  ],
  [
    'a withdrawal of the purpose in the profile',
    (engine) => engine.upsertProfiles([{ id: 'c1', consent: { sms: { marketing: false } } }]),
    'refused',
  ],
  ['a suppression', (engine) => engine.upsertProfiles([{ id: 'c1', suppressed: ['fraud'] }]), 'refused'],
  ['a removal', (engine) => engine.remove({ profile: 'c1', journey: 'j' }), 'cancelled'],
  [
    'an opt-out through the message itself',
    (engine) => engine.receive({ id: 'r1', profile: 'c1', journey: 'j', node: 'first', kind: 'optedOut' }),
    'refused',
  ],
];

/** Enrols one customer; while the first message is under way, something about them comes in. */
async function played(meanwhile: (engine: Engine) => Promise<unknown>) {
  const addresses: string[] = [];
  let engine: Engine | null = null;
  const send = async ({ address }: SendRequest) => {
    addresses.push(address);
    if (engine && addresses.length === 1) await meanwhile(engine);
    return { type: 'accepted' as const };
  };
  engine = await createEngine({
    stores: createMemoryStore(),
    providers: { channels: {}, otherwise: { name: 'test', idempotency: 'none', send } },
  });
  await engine.saveTemplate('hello', { sms: { en: 'Hi' } });
  expect((await engine.publish(journey)).ok).toBe(true);
  await engine.upsertProfiles([{ id: 'c1', addresses: { sms: 'old' }, consent: { sms: true } }]);
  await engine.start();
  await engine.enrol({ profile: 'c1', journey: 'j' });
  await engine.applied();
  await engine.stop();
  const { items } = await engine.reports.deliveries({}, { limit: 10, cursor: null });
  return { addresses, statuses: Object.fromEntries(items.map(({ node, status }) => [node, status])) };
}

test.each(optOuts)(
  '%s that waits while a message’s answer leads on to the next stops that one',
  async (...[, optOut, status]) => {
    const { addresses, statuses } = await played(optOut);
    expect(statuses).toEqual({ first: 'accepted', second: status });
    expect(addresses).toEqual(['old']);
  },
);

test('an address that is replaced while a message’s answer leads on to the next is not written to again', async () => {
  const { addresses } = await played((engine) =>
    engine.upsertProfiles([{ id: 'c1', addresses: { sms: 'new' } }]),
  );
  expect(addresses).toEqual(['old', 'new']);
});
