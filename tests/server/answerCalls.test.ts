// Goal: calls that share a transaction are each answered with their own part of it.
// Method: calls handed over in one go, to an engine that says of each event whether it saw it before.
import { expect, test } from 'vitest';
import type { EngineCalls } from '../../server/engineCalls.ts';
import { answerCalls } from '../../server/engineThread/answerCalls.ts';
import type { FromEngine } from '../../server/engineThread/protocol.ts';

const events = (...ids: string[]) => ids.map((id) => ({ id, name: 'visited', profile: 'c1' }));

test('events of several requests, accepted together, are answered each by its own', async () => {
  const track: EngineCalls['track'] = async (given) =>
    given.map(({ id }) => (id.startsWith('old') ? 'duplicate' : 'accepted'));
  const said: FromEngine[] = [];
  // of the engine's calls only this one is made
  const desk = answerCalls({ track } as EngineCalls, (message) => said.push(message));
  desk.take([
    { id: 1, method: 'track', args: [events('old1', 'new1')] },
    { id: 2, method: 'track', args: [events('new2', 'old2', 'old3')] },
    { id: 3, method: 'track', args: [events('old4')] },
  ]);
  await desk.settled();
  expect(said).toEqual([
    { type: 'answer', id: 1, value: ['duplicate', 'accepted'] },
    { type: 'answer', id: 2, value: ['accepted', 'duplicate', 'duplicate'] },
    { type: 'answer', id: 3, value: ['duplicate'] },
  ]);
});
