import type { CheckContext } from '../../../engine/core/check/checkContext.ts';
import { type CheckResult, checkJourney } from '../../../engine/core/check/checkJourney.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';

/** A document as somebody may write it: any fields, any faults. */
// biome-ignore lint/suspicious/noExplicitAny: tests write wrong documents on purpose
export type Written = any;

/** A journey of every part, without a problem and without a warning. */
export function sampleJourney(): Written {
  return {
    format: 1,
    id: 'sample',
    name: 'Sample',
    goals: [{ id: 'bought', event: 'purchase' }],
    nodes: {
      start: { kind: 'trigger', settings: { on: 'event', event: 'card_issued' }, next: { next: 'ab' } },
      ab: {
        kind: 'split',
        settings: {
          salt: 'k7f2',
          arms: [
            { id: 'A', share: 50 },
            { id: 'B', share: 50, control: true },
          ],
        },
        next: { A: 'sms', B: 'wait' },
      },
      sms: { kind: 'message', settings: { channel: 'sms', template: 'welcome' }, next: { sent: 'wait' } },
      wait: {
        kind: 'waitFor',
        settings: { paths: [{ id: 'used', event: 'card_used' }], timeout: 'P3D' },
        next: { used: 'end', timeout: 'end' },
      },
      end: { kind: 'exit', settings: { reason: 'done' }, next: {} },
    },
    layout: {},
  };
}

export const checkContext: CheckContext = {
  registry: builtInRegistry,
  templates: {
    welcome: { sms: { en: '【Bank】Hi {{ name }}, reply R to refuse. 拒收请回复R' } },
    plain: { sms: { en: 'Hi' } },
    long: { sms: { en: `【Bank】拒收请回复R${'长'.repeat(300)}` } },
    broken: { sms: { en: '【Bank】{{ name 拒收请回复R' } },
    mail: { email: { en: { subject: 'Hi', body: 'Hi' } } },
  },
  audiences: {
    gold: { type: 'attribute', attribute: 'tier', op: '=', value: 'gold' },
    left: { type: 'audience', audience: 'right', is: 'in' },
    right: { type: 'not', of: { type: 'audience', audience: 'left', is: 'in' } },
  },
  journeys: ['other'],
  layerClaims: [
    { layer: 'crowded', journeyId: 'other', nodeId: 'ab', unit: null, slots: [{ from: 1000, to: 8750 }] },
    { layer: 'homes', journeyId: 'other', nodeId: 'cd', unit: 'home', slots: [{ from: 0, to: 1000 }] },
  ],
  makeSalt: () => 'fresh-salt',
  nowMs: Date.parse('2026-03-02T00:00:00Z'),
  timeZone: 'UTC',
};

/** The check of the sample after one change. */
export function checkChanged(change: (journey: Written) => void): CheckResult {
  const journey = sampleJourney();
  change(journey);
  return checkJourney(journey, checkContext);
}
