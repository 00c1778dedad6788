/** The custom kind in an embedded engine: ten customers draw a lot. */
import { createEngine, createMemoryStore } from 'throughline';
import { nodeKinds as builtIn, createRegistry } from 'throughline/language';
import { nodeKinds } from './plugin.ts';

const engine = await createEngine({
  stores: createMemoryStore(),
  providers: { channels: {} },
  registry: createRegistry([...builtIn, ...nodeKinds]),
});
const published = await engine.publish({
  format: 1,
  id: 'draw',
  name: 'Draw',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'ticket_bought' }, next: { next: 'lot' } },
    lot: { kind: 'lottery', settings: { winPercent: 50 }, next: { win: 'won' } },
    won: { kind: 'updateProfile', settings: { addTags: ['winner'] }, next: {} },
  },
});
if (!published.ok) throw new Error(JSON.stringify(published.problems));

await engine.start();
await engine.track(
  Array.from({ length: 10 }, (_, index) => ({
    id: `e${index}`,
    name: 'ticket_bought',
    profile: `c${index}`,
  })),
);
await engine.applied();
const { items } = await engine.reports.profiles({ search: '' }, { limit: 10, cursor: null });
console.log(`${items.filter(({ tags }) => tags.includes('winner')).length} of ${items.length} won`);
await engine.stop();
