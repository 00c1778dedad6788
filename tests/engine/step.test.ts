// Goal: a step is pure and safe: the same inputs give the same step, what comes late or from an earlier visit does nothing, state survives storage.
// Method: single steps by hand at the edges, and random journeys driven by random inputs with the state written to JSON between any two (fast-check).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledJourney } from '../../engine/core/compile.ts';
import type { EnrollmentState } from '../../engine/core/records.ts';
import { type StepInput, type StepResult, step } from '../../engine/core/step.ts';
import type { EffectOutcome } from '../../shared/effect.ts';
import type { CustomerEvent } from '../../shared/event.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';
import { EVENTS } from '../generators/condition.ts';
import { journey } from '../generators/journey.ts';
import { compiled } from './samples/compiled.ts';
import { momentOf, NOW } from './samples/moment.ts';
import { sampleProfile } from './samples/profile.ts';

const HOUR = 3_600_000;
const trigger = { kind: 'trigger', settings: { on: 'event', event: 'go' }, next: { next: 'a' } };
const event = (name: string, more: Partial<CustomerEvent> = {}): CustomerEvent => ({
  id: `${name}-1`,
  name,
  properties: {},
  occurredAtMs: NOW,
  acceptedAtMs: NOW,
  ...more,
});

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

function stepAt(
  machine: CompiledJourney,
  state: EnrollmentState | null,
  input: StepInput,
  nowMs = NOW,
): StepResult {
  return step(machine, state, input, momentOf(machine, { facts: { nowMs }, state }));
}

describe('a wait', () => {
  const looping = compiled({
    nodes: {
      start: trigger,
      a: { kind: 'delay', settings: { duration: 'PT1H' }, next: { next: 'b' }, maxVisits: 2 },
      b: {
        kind: 'waitFor',
        settings: { paths: [{ id: 'paid', event: 'paid' }], lookBack: 'none', timeout: 'PT2H' },
        next: { paid: 'a', timeout: 'a' },
      },
    } as JourneyInput['nodes'],
  });
  const first = stepAt(looping, null, { type: 'enter' });
  const second = stepAt(looping, first.state, { type: 'timer', node: 'a', visit: 1 }, NOW + HOUR);
  const third = stepAt(looping, second.state, { type: 'event', event: event('paid') }, NOW + HOUR);

  test('rests with an absolute instant, its node and its visit', () => {
    expect(first).toMatchObject({ moved: true, dueAtMs: NOW + HOUR, state: { node: 'a', visits: { a: 1 } } });
    expect(second).toMatchObject({ dueAtMs: NOW + 3 * HOUR, state: { node: 'b' } });
    expect(third).toMatchObject({ dueAtMs: NOW + 2 * HOUR, state: { node: 'a', visits: { a: 2 } } });
  });

  test.each<[string, StepInput]>([
    ['a timer of an earlier visit', { type: 'timer', node: 'a', visit: 1 }],
    ['a timer of another node', { type: 'timer', node: 'b', visit: 1 }],
    ['an outcome of another node', { type: 'outcome', node: 'b', visit: 1, outcome: { type: 'accepted' } }],
    [
      'an outcome where nothing was asked',
      { type: 'outcome', node: 'a', visit: 2, outcome: { type: 'accepted' } },
    ],
    ['an event nobody waits for', { type: 'event', event: event('looked') }],
    ['a look that changes nothing', { type: 'look' }],
  ])('%s moves nobody and leaves the state as it was', (_what, input) => {
    const result = stepAt(looping, third.state, input, NOW + 9 * HOUR);
    expect(result.moved).toBe(false);
    expect(result.state).toEqual(third.state);
    expect(result.effects).toEqual([]);
  });

  test('the arrival beyond maxVisits ends with exit, max-visits', () => {
    const fourth = stepAt(looping, third.state, { type: 'timer', node: 'a', visit: 2 }, NOW + 2 * HOUR);
    const last = stepAt(looping, fourth.state, { type: 'timer', node: 'b', visit: 2 }, NOW + 4 * HOUR);
    expect(last.end).toEqual({ reason: 'exit', detail: 'max-visits' });
    expect(last.dueAtMs).toBeNull();
  });
});

describe('an act', () => {
  const sending = compiled({
    nodes: {
      start: trigger,
      a: {
        kind: 'message',
        settings: { channel: 'sms', template: 'hello' },
        next: { sent: 'b', failed: 'c' },
        maxVisits: 3,
      },
      b: { kind: 'delay', settings: { duration: 'PT1H' }, next: { next: 'a' } },
      c: { kind: 'exit', settings: { reason: 'lost' }, next: {} },
    } as JourneyInput['nodes'],
  });
  const asked = stepAt(sending, null, { type: 'enter' });
  const again = stepAt(
    sending,
    stepAt(sending, asked.state, { type: 'outcome', node: 'a', visit: 1, outcome: { type: 'accepted' } })
      .state,
    { type: 'timer', node: 'b', visit: 1 },
    NOW + HOUR,
  );

  test('asks for its effect with node and visit and waits for the outcome', () => {
    expect(asked.effects).toMatchObject([{ node: 'a', visit: 1, effect: { type: 'sendMessage' } }]);
    expect(asked).toMatchObject({ dueAtMs: null, end: null, state: { node: 'a' } });
    expect(again.effects).toMatchObject([{ node: 'a', visit: 2 }]);
  });

  test('the outcome of an earlier visit is ignored', () => {
    const outcome: EffectOutcome = { type: 'rejected', detail: 'no' };
    expect(stepAt(sending, again.state, { type: 'outcome', node: 'a', visit: 1, outcome }).moved).toBe(false);
  });

  test.each<[EffectOutcome, string]>([
    [{ type: 'accepted' }, 'sent'],
    [{ type: 'unknown' }, 'sent'],
    [{ type: 'rejected', detail: 'x' }, 'failed'],
    [{ type: 'failed', detail: 'x' }, 'failed'],
    [{ type: 'refused', reason: 'capped' }, 'capped'],
    [{ type: 'refused', reason: 'unreachable' }, 'unreachable'],
    [{ type: 'refused', reason: 'no-consent' }, 'sent'],
    [{ type: 'refused', reason: 'expired' }, 'sent'],
    [{ type: 'refused', reason: 'quiet-hours' }, 'sent'],
    [{ type: 'refused', reason: 'missing-value' }, 'sent'],
  ])('%j leaves by %s', (outcome, outlet) => {
    const result = stepAt(sending, asked.state, { type: 'outcome', node: 'a', visit: 1, outcome });
    expect(result.trace[0]).toMatchObject({ node: 'a', outlet });
    // the two optional outlets are not connected here: they fall through to that of `sent`
    expect(result.state.node).toBe(outlet === 'failed' ? 'c' : 'b');
  });
});

describe('leaving', () => {
  test.each(['goal', 'exit', 'removed', 'stopped'] as const)('by %s is possible from any node', (reason) => {
    fc.assert(
      fc.property(journey, (document) => {
        const machine = compiled(document);
        const entered = stepAt(machine, null, { type: 'enter' });
        if (entered.end) return;
        const left = stepAt(machine, entered.state, { type: 'leave', reason, detail: 'why' });
        expect(left).toMatchObject({
          moved: true,
          end: { reason, detail: 'why' },
          dueAtMs: null,
          effects: [],
        });
      }),
      { numRuns: 40 },
    );
  });
});

/** What may happen to an enrollment, as numbers that the state then turns into inputs. */
const happening = fc.record({
  kind: fc.constantFrom('timer', 'timer', 'event', 'outcome', 'look'),
  event: fc.constantFrom(...EVENTS),
  amount: fc.constantFrom(0, 5, 10),
  outcome: fc.constantFrom<EffectOutcome>(
    { type: 'accepted', answer: { result: { score: 5 } } },
    { type: 'refused', reason: 'capped' },
    { type: 'rejected', detail: 'x' },
    { type: 'unknown' },
  ),
  balance: fc.constantFrom(0, 10),
});

describe('any step', () => {
  test('is the same for the same inputs, changes none of them, and does not notice that its state was stored', () => {
    fc.assert(
      fc.property(journey, fc.array(happening, { maxLength: 12 }), (document, happenings) => {
        const machine = compiled(document);
        let nowMs = NOW;
        let events: CustomerEvent[] = [];
        let result = stepAt(machine, null, { type: 'enter' });
        for (const [index, { kind, balance, outcome, amount, event: name }] of happenings.entries()) {
          if (result.end) return;
          const { node, visits } = result.state;
          const visit = visits[node] ?? 0;
          nowMs = kind === 'timer' ? Math.max(nowMs, result.dueAtMs ?? nowMs) : nowMs + HOUR;
          const heard = event(name, { id: `e${index}`, properties: { amount }, occurredAtMs: nowMs });
          if (kind === 'event') events = [...events, heard];
          const inputs: { [kind: string]: StepInput } = {
            timer: { type: 'timer', node, visit },
            event: { type: 'event', event: heard },
            outcome: { type: 'outcome', node, visit, outcome },
            look: { type: 'look' },
          };
          const input = frozen(inputs[kind] as StepInput); // one of the four
          const facts = { nowMs, events, profile: frozen(sampleProfile({ attributes: { balance } })) };
          const run = (state: EnrollmentState) =>
            step(machine, state, input, momentOf(machine, { facts, state }));
          const stored = frozen(JSON.parse(JSON.stringify(result.state)) as EnrollmentState);
          const again = run(structuredClone(stored));
          result = run(stored);
          expect(again).toEqual(result);
          expect(JSON.parse(JSON.stringify(result.state))).toEqual(result.state);
        }
      }),
      { numRuns: 300 },
    );
  });
});
