// Goal: one gate, one order: whoever may not be sent to is refused for the first reason that applies.
// Method: a message that everything speaks against is relieved of one obstacle after the other.
import { describe, expect, test } from 'vitest';
import { decideSend, type GateFacts, type Verdict } from '../../engine/core/gate.ts';
import { Paces } from '../../engine/runner/paces.ts';
import { workspaceSchema } from '../../shared/workspace.ts';
import { compiled } from './samples/compiled.ts';
import { NOW } from './samples/moment.ts';
import { sampleProfile } from './samples/profile.ts';
import { sampleSend, sentAt } from './samples/sends.ts';

const nodes = {
  start: { kind: 'trigger', settings: { on: 'event' as const, event: 'go' }, next: { next: 'a' } },
  a: { kind: 'message', settings: { channel: 'sms', template: 'hello' }, next: {} },
};
const workspace = workspaceSchema.parse({
  caps: [{ max: 1, per: 'P1D' }],
  quietHours: [{ from: '08:00', to: '10:00' }],
  limits: [{ channel: 'sms', perSecond: 0.1 }],
  testSeeds: ['seed'],
});
const noon = Date.parse('2026-03-02T12:00:00Z');
const full = () => {
  const paces = new Paces(new Map());
  paces.take('limit/sms', 0.1, noon);
  return paces.take;
};

/** Everything speaks against this one. */
const worst: GateFacts = {
  row: sampleSend({}, { quiet: 'refuse', missing: 'refuse' }),
  profile: sampleProfile({ suppressed: ['complaint'], consent: {}, addresses: {} }),
  compiled: compiled({ nodes, testMode: true }),
  enrollment: {
    journeyId: 'random',
    ordinal: 1,
    enteredAtMs: NOW,
    entry: { eventId: null, name: null, properties: {} },
    vars: {},
    key: null,
  },
  isEnrolled: false,
  isLive: false,
  sends: [sentAt('2026-03-02T08:00:00Z')],
  workspace,
  nowMs: NOW,
  takeSlot: full(),
};

/** In the order of the gate: the reason, then what relieves the message of it. */
const obstacles: [word: string, relief: (facts: GateFacts) => GateFacts][] = [
  ['not-live', (facts) => ({ ...facts, isLive: true })],
  ['left', (facts) => ({ ...facts, isEnrolled: true })],
  ['not-in-test-list', (facts) => ({ ...facts, compiled: compiled({ nodes }) })],
  ['suppressed', (facts) => ({ ...facts, profile: { ...facts.profile, suppressed: [] } })],
  ['no-consent', (facts) => ({ ...facts, profile: { ...facts.profile, consent: { sms: true } } })],
  ['unreachable', (facts) => ({ ...facts, profile: { ...facts.profile, addresses: { sms: '+86138' } } })],
  ['capped', (facts) => ({ ...facts, sends: [] })],
  ['quiet-hours', (facts) => ({ ...facts, nowMs: noon, row: { ...facts.row, plannedAtMs: noon } })],
  ['missing-value', (facts) => ({ ...facts, profile: { ...facts.profile, attributes: { name: 'Li' } } })],
  ['hold limit', (facts) => ({ ...facts, takeSlot: new Paces(new Map()).take })],
  ['send', (facts) => facts],
];

function wordOf(verdict: Verdict): string {
  if (verdict.type === 'refuse') return verdict.reason;
  return verdict.type === 'hold' ? `hold ${verdict.hold}` : 'send';
}

/** The worst case with the first obstacles taken away, and those only. */
const without = (count: number) =>
  obstacles.slice(0, count).reduce((facts, [, relief]) => relief(facts), worst);

describe('the gate', () => {
  test.each(obstacles.map(([word], index) => [word, index] as const))(
    '%s is the answer once the %i before it are out of the way',
    (word, index) => {
      expect(wordOf(decideSend(without(index)))).toBe(word);
    },
  );

  test('each reason beats every later one', () => {
    const best = without(obstacles.length);
    for (const [early, [word]] of obstacles.slice(0, -1).entries()) {
      // everything relieved but this one
      const facts = obstacles
        .filter((_, index) => index !== early)
        .reduce((relieved, [, relief]) => relief(relieved), worst);
      expect(wordOf(decideSend(facts))).toBe(word);
    }
    expect(wordOf(decideSend({ ...best, takeSlot: new Paces(new Map()).take }))).toBe('send');
  });

  const ready = (): GateFacts => ({ ...without(obstacles.length), takeSlot: new Paces(new Map()).take });

  test('what it lets through is rendered and addressed', () => {
    expect(decideSend(ready())).toEqual({
      type: 'send',
      content: { subject: null, body: 'Hi Li 0' },
      address: '+86138',
    });
  });

  test('an empty address is none', () => {
    const facts = ready();
    expect(wordOf(decideSend({ ...facts, profile: { ...facts.profile, addresses: { sms: '' } } }))).toBe(
      'unreachable',
    );
    const row = sampleSend({ lane: 'constructor' }, { channel: 'constructor', purpose: 'service' });
    expect(wordOf(decideSend({ ...facts, row }))).toBe('unreachable');
  });

  test('a service message is exempt from consent, caps and quiet hours, never from suppression', () => {
    const row = sampleSend({}, { purpose: 'service' });
    const facts = { ...ready(), row, nowMs: NOW, sends: worst.sends };
    const profile = { ...facts.profile, consent: {} };
    expect(wordOf(decideSend({ ...facts, profile }))).toBe('send');
    expect(wordOf(decideSend({ ...facts, profile: { ...profile, suppressed: ['deceased'] } }))).toBe(
      'suppressed',
    );
  });

  test('a held message waits for the end of the quiet hours, then for its turn', () => {
    const held = { ...ready(), row: sampleSend(), nowMs: NOW };
    expect(decideSend(held)).toEqual({
      type: 'hold',
      untilMs: Date.parse('2026-03-02T10:00:00Z'),
      hold: 'quiet-hours',
    });
    const takeSlot = new Paces(new Map([['release/sms', noon + 500]])).take;
    const released = { ...held, row: sampleSend({ hold: 'quiet-hours' }), nowMs: noon, takeSlot };
    expect(decideSend(released)).toEqual({ type: 'hold', untilMs: noon + 500, hold: 'release' });
    // a turn once taken is kept
    const itsTurn = { ...released, row: sampleSend({ hold: 'release' }), nowMs: noon + 500 };
    expect(wordOf(decideSend(itsTurn))).toBe('send');
  });

  test('a hold that turned out too long expires at due + maxHold', () => {
    const row = sampleSend({ hold: 'release' }, { maxHold: 'PT2H' });
    const due = Date.parse('2026-03-02T11:00:00Z');
    expect(wordOf(decideSend({ ...ready(), row, nowMs: due }))).toBe('send');
    expect(wordOf(decideSend({ ...ready(), row, nowMs: due + 1 }))).toBe('expired');
  });
});
