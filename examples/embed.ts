/**
 * The engine inside your own program: no server, one SQLite file.
 *
 *   npm install throughline
 *   node embed.js            (run it twice: the second run goes on where the first stopped)
 */
import { createEngine, type Provider } from 'throughline';
import { openSqliteStore } from 'throughline/sqlite';

const sms: Provider = {
  name: 'my-gateway',
  // the gateway carries out one call per key, so a call cut off by a crash may be made again
  idempotency: 'key',
  async send({ key, address, content }) {
    console.log(`to ${address}: ${content.body} (${key})`);
    return { type: 'accepted' };
  },
};

const stores = openSqliteStore(process.argv[2] ?? 'bank.db');
const engine = await createEngine({ stores, providers: { channels: { sms } } });

await engine.configure({ timeZone: 'Asia/Shanghai' });
await engine.saveTemplate('welcome', {
  sms: { en: '[Bank] Welcome {{ name }}, your card {{ event.cardId }} is ready.' },
});
const published = await engine.publish({
  format: 1,
  id: 'welcome',
  name: 'Welcome',
  class: 'service',
  nodes: {
    start: {
      kind: 'trigger',
      settings: { on: 'event', event: 'card_issued', key: 'cardId', reentry: { mode: 'parallel' } },
      next: { next: 'hello' },
    },
    hello: { kind: 'message', settings: { channel: 'sms', template: 'welcome' }, next: { sent: 'pause' } },
    pause: { kind: 'delay', settings: { duration: 'P3D' }, next: {} },
  },
});
if (!published.ok) throw new Error(JSON.stringify(published.problems));

await engine.start();
await engine.upsertProfiles([{ id: 'c1', attributes: { name: 'Li' }, addresses: { sms: '+8613800000001' } }]);
const [accepted] = await engine.track([
  { id: 'e1', name: 'card_issued', profile: 'c1', properties: { cardId: 'k1' } },
]);
console.log(accepted && 'duplicate' in accepted ? 'e1 was tracked before' : 'e1 is on disk');
await engine.applied();
const { items } = await engine.reports.enrollments({ journeyId: 'welcome' }, { limit: 10, cursor: null });
for (const { profileId, key, status } of items) console.log(`${profileId} (${key}) is ${status}`);

await engine.stop();
stores.close();
