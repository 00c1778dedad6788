// Goal: a message whose answer was lost ends as unknown unless its provider says what became of it (reliability.md I13).
// Method: a provider that drops second calls gives a row of answers; between the tries the customer does something.
import { expect, test } from 'vitest';
import { createEngine, createMemoryStore, type Engine, VirtualClock } from '../../../engine/index.ts';
import type { Answer } from '../../../engine/runner/provider.ts';

const MINUTE_MS = 60_000;
const journey = {
  format: 1,
  id: 'j',
  name: 'J',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'message' } },
    message: {
      kind: 'message',
      settings: { channel: 'push', template: 'hello' },
      next: { sent: 'sent', failed: 'other' },
    },
    sent: { kind: 'exit', settings: { reason: 'sent' }, next: {} },
    other: { kind: 'exit', settings: { reason: 'other' }, next: {} },
  },
};

const lost: Answer = { type: 'failed', detail: 'ETIMEDOUT', mayHaveArrived: true };
const later: Answer = { type: 'failed', detail: 'HTTP 429' };
const accepted: Answer = { type: 'accepted' };
const rejected: Answer = { type: 'rejected', detail: 'HTTP 400' };
const nothing = async () => {};
const optOut = (engine: Engine) => engine.changeConsent({ profile: 'c1', channel: 'push', granted: false });
const removal = (engine: Engine) => engine.remove({ profile: 'c1', journey: 'j' });
type Meanwhile = (engine: Engine) => Promise<void>;

const lives: [what: string, answers: Answer[], meanwhile: Meanwhile, status: string, end: string][] = [
  ['all answers are lost', [lost, lost, lost], nothing, 'unknown', 'sent'],
  ['the first answer is lost, then it is too busy', [lost, later, later], nothing, 'unknown', 'sent'],
  ['it is too busy, and the last answer is lost', [later, later, lost], nothing, 'unknown', 'sent'],
  ['it is always too busy', [later, later, later], nothing, 'failed', 'other'],
  ['the second answer is heard', [lost, accepted], nothing, 'accepted', 'sent'],
  ['the second call is rejected', [lost, rejected], nothing, 'rejected', 'other'],
  ['the customer opts out after a lost answer', [lost], optOut, 'unknown', 'sent'],
  ['the customer opts out after it was too busy', [later], optOut, 'refused', 'sent'],
  ['the customer is removed after a lost answer', [lost], removal, 'unknown', 'removed'],
  ['the customer is removed after it was too busy', [later], removal, 'cancelled', 'removed'],
];

test.each(lives)('when %s, the ledger says so', async (...[, answers, meanwhile, status, end]) => {
  const clock = new VirtualClock(0);
  const left = [...answers];
  const send = async () => left.shift() ?? accepted;
  const engine = await createEngine({
    stores: createMemoryStore(),
    providers: { channels: { push: { name: 'test', idempotency: 'key', send } } },
    clock,
  });
  expect((await engine.configure({ retry: { attempts: 3, first: 'PT1M' } })).ok).toBe(true);
  await engine.saveTemplate('hello', { push: { en: 'Hi' } });
  expect((await engine.publish(journey)).ok).toBe(true);
  await engine.upsertProfiles([{ id: 'c1', addresses: { push: '1' }, consent: { push: true } }]);
  await engine.enrol({ profile: 'c1', journey: 'j' });
  await engine.settle();
  for (let minutes = 0; minutes < 10; minutes++) {
    if (minutes === 0) await meanwhile(engine);
    await engine.settle();
    clock.moveTo(clock.nowMs() + MINUTE_MS);
  }
  await engine.settle();
  const page = { limit: 10, cursor: null };
  const [row] = (await engine.reports.deliveries({}, page)).items;
  expect(row?.status).toBe(status);
  expect(left).toEqual([]);
  const [enrollment] = (await engine.reports.enrollments({}, page)).items;
  const ending = enrollment?.status === 'ended' ? (enrollment.detail ?? enrollment.reason) : null;
  expect(ending).toBe(end);
  const counted = (await engine.reports.counts('j')).filter(({ metric }) => metric === 'message');
  const expected = status === 'cancelled' ? [] : [status === 'refused' ? 'no-consent' : status];
  expect(counted.map(({ detail }) => detail)).toEqual(expected);
});
