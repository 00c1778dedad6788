// Goal: whatever a call outside comes to after it began, no answer is no failure: it may have arrived (reliability.md §2).
// Method: providers that answer, throw, reject and hang; the limit of a call is reached on timers moved by hand.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CALL_MS_MAX, callOutside, startCallLimit } from '../../../engine/runner/outboxCaller.ts';
import type { Answer, Provider } from '../../../engine/runner/provider.ts';
import { sampleSend } from '../samples/sends.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const row = sampleSend({
  status: 'calling',
  attempts: 1,
  address: '+8613800000001',
  content: { subject: null, body: 'Hi' },
});

type Send = Provider['send'];

async function answerOf(send: Send): Promise<Answer> {
  const limit = startCallLimit();
  const provider: Provider = { name: 'test', idempotency: 'none', send };
  const answered = callOutside({ channels: { sms: provider } }, row, limit);
  await vi.advanceTimersByTimeAsync(CALL_MS_MAX);
  limit.cancel();
  return (await answered).answer;
}

const rejected: Answer = { type: 'rejected', detail: 'HTTP 400' };

const calls: [what: string, send: Send, answer: Answer][] = [
  ['answers', async () => rejected, rejected],
  [
    'throws before it returns',
    () => {
      throw new Error('socket hang up');
    },
    { type: 'unknown' },
  ],
  ['rejects', () => Promise.reject(new Error('ECONNRESET')), { type: 'unknown' }],
  ['never answers', () => new Promise(() => {}), { type: 'unknown' }],
  [
    'answers after the limit',
    () => new Promise((resolve) => setTimeout(() => resolve(rejected), CALL_MS_MAX + 1)),
    { type: 'unknown' },
  ],
];

test.each(calls)('a provider that %s', async (_what, send, answer) => {
  expect(await answerOf(send)).toEqual(answer);
});

test('a channel without a provider is rejected: nobody was called', async () => {
  const limit = startCallLimit();
  const { answer } = await callOutside({ channels: {} }, row, limit);
  limit.cancel();
  expect(answer).toEqual({ type: 'rejected', detail: 'no-provider' });
});
