import { type Journey, journeySchema } from '../../../shared/journey/journey.ts';

/** trigger → audience → split → sms / push → wait → exit, laid out top to bottom. */
export function sampleJourney(): Journey {
  return journeySchema.parse({
    format: 1,
    id: 'offer',
    name: 'Term-deposit offer',
    nodes: {
      start: { kind: 'trigger', settings: { on: 'event', event: 'card_issued' }, next: { next: 'who' } },
      who: {
        kind: 'audience',
        settings: { condition: { type: 'attribute', attribute: 'balance', op: '>=', value: 1000 } },
        next: { in: 'ab' },
      },
      ab: {
        kind: 'split',
        settings: {
          salt: 'k7f2',
          arms: [
            { id: 'A', share: 50 },
            { id: 'B', share: 50, control: true },
          ],
        },
        next: { A: 'sms1', B: 'wait1' },
      },
      sms1: {
        kind: 'message',
        settings: { channel: 'sms', template: 'welcome' },
        next: { sent: 'wait1', failed: 'push1' },
      },
      push1: { kind: 'message', settings: { channel: 'push', template: 'welcome' }, next: { sent: 'wait1' } },
      wait1: {
        kind: 'waitFor',
        settings: { paths: [{ id: 'opened', event: 'deposit_opened' }], timeout: 'P3D' },
        next: { opened: 'exit1', timeout: 'sms1' },
      },
      exit1: { kind: 'exit', settings: { reason: 'done' }, next: {} },
    },
    layout: {
      start: { x: 0, y: 0 },
      who: { x: 0, y: 120 },
      ab: { x: 0, y: 240 },
      sms1: { x: -150, y: 380 },
      push1: { x: -300, y: 520 },
      wait1: { x: 150, y: 640 },
      exit1: { x: 150, y: 800 },
    },
  });
}
