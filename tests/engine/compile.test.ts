// Goal: the journey is a real state machine: what is exported runs elsewhere and goes the same way.
// Method: exported configurations run in the library as it comes, beside the engine's own step, on random decision graphs.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, createActor, createMachine } from 'xstate';
import { compileJourney } from '../../engine/core/compile.ts';
import { step } from '../../engine/core/step.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import { compiled } from './samples/compiled.ts';
import { momentOf } from './samples/moment.ts';
import { sampleProfile } from './samples/profile.ts';

const OUTLETS = ['g1', 'g2', 'else'];
const trigger = { kind: 'trigger', settings: { on: 'event', event: 'go' }, next: { next: 'n0' } };

/** A branch that takes the outlet an attribute of its own name says. */
function branchBy(id: string, next: { [outlet: string]: string }) {
  const groups = ['g1', 'g2'].map((group) => ({
    id: group,
    condition: { type: 'attribute', attribute: id, op: '=', value: group },
  }));
  return { kind: 'branch', settings: { groups }, next };
}

/** Random graphs of branches, their targets always further on, with the outlet each will take. */
const decisions = fc
  .array(
    fc.record({
      takes: fc.constantFrom(...OUTLETS),
      targets: fc.array(fc.nat(100), { minLength: 3, maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((nodes) => {
    const entries = nodes.map(({ targets }, index) => {
      const next = OUTLETS.flatMap((outlet, position) => {
        const target = index + 1 + ((targets[position] ?? 0) % nodes.length);
        return target < nodes.length ? [[outlet, `n${target}`] as const] : [];
      });
      return [`n${index}`, branchBy(`n${index}`, Object.fromEntries(next))] as const;
    });
    const taken = Object.fromEntries(nodes.map(({ takes }, index) => [`n${index}`, takes]));
    return { nodes: { start: trigger, ...Object.fromEntries(entries) } as JourneyInput['nodes'], taken };
  });

describe('the exported configuration', () => {
  test('is plain JSON and runs in the library as it comes, to the state the engine reaches', () => {
    fc.assert(
      fc.property(decisions, ({ nodes, taken }) => {
        const ours = compiled({ nodes });
        const config = JSON.parse(JSON.stringify(ours.config));
        const machine = createMachine(config, {
          actions: {
            // biome-ignore lint/suspicious/noExplicitAny: a machine read from JSON has no types
            arrive: assign((_: any, { node }: any) => ({ taken: taken[node] })),
          },
          guards: {
            // biome-ignore lint/suspicious/noExplicitAny: as above
            takes: ({ context }: any, { outlet }: any) => context.taken === outlet,
          },
        });
        const actor = createActor(machine).start();
        actor.send({ type: 'next' });
        const moment = momentOf(ours, { facts: { profile: sampleProfile({ attributes: taken }) } });
        const result = step(ours, null, { type: 'enter' }, moment);
        expect(actor.getSnapshot().status).toBe('done');
        expect(actor.getSnapshot().value).toBe(`$${result.end?.reason}`);
        // the path as well, not only its end
        const path: string[] = [];
        for (let at = 'n0'; nodes[at]; at = nodes[at]?.next[taken[at] ?? ''] ?? '') path.push(at);
        expect(result.trace.map(({ node }) => node)).toEqual(['start', ...path]);
      }),
    );
  });

  test('has one state per node and one final state per end reason', () => {
    const { config } = compiled({
      nodes: { start: trigger, n0: branchBy('n0', {}) } as JourneyInput['nodes'],
    });
    expect(config.initial).toBe('start');
    expect(Object.keys(config.states)).toEqual([
      'start',
      'n0',
      '$completed',
      '$goal',
      '$exit',
      '$removed',
      '$stopped',
      '$migrated-out',
    ]);
  });

  test('a document that was never checked is refused, not half compiled', () => {
    const document = compiled({ nodes: { start: { ...trigger, next: {} } } }).journey;
    const compileNodes = (nodes: object) => () =>
      compileJourney(
        {
          hash: '',
          version: 1,
          document: { ...document, nodes: nodes as never },
          templates: {},
          migration: null,
          allocations: {},
        },
        builtInRegistry,
      );
    expect(compileNodes({})).toThrow(/trigger/);
    expect(compileNodes({ a: { kind: 'teleport', settings: {}, next: {} } })).toThrow(/teleport/);
    expect(compileNodes({ a: { kind: 'delay', settings: {}, next: {} } })).toThrow(/delay/);
  });
});
