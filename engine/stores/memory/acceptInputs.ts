import type { PendingInput } from '../../core/input.ts';
import { idSpaceOf } from '../idSpace.ts';
import type { Acceptance, BusinessEvent, Job, NewInput } from '../store.ts';
import { StoreFault } from '../storeFault.ts';
import { type MemoryData, recordOf } from './memoryData.ts';

export function acceptInputs(data: MemoryData, inputs: readonly NewInput[], nowMs: number): Acceptance[] {
  const broken = inputs.find(({ atMs }) => !Number.isSafeInteger(atMs));
  if (broken) throw new StoreFault('conflict', `${broken.atMs} is no instant`);
  return inputs.map(({ profileId: given, atMs, input }) => {
    const profileId = data.aliases.get(given)?.into ?? given;
    const seq = ++data.seq;
    if ('id' in input) {
      const known = data.acceptedIds[idSpaceOf(input)];
      if (known.has(input.id)) {
        data.duplicates.push({ seq, id: input.id, atMs: nowMs, profileId });
        return { duplicate: true };
      }
      known.add(input.id);
    }
    const pending: PendingInput = { seq, profileId, atMs, input };
    recordOf(data, profileId).inputs.push(pending);
    data.due.inputs.add(pending);
    return { seq };
  });
}

export function acceptBusiness(
  data: MemoryData,
  event: BusinessEvent,
  jobs: readonly Job[],
  nowMs: number,
): Acceptance {
  const seq = ++data.seq;
  const known = data.acceptedIds.event;
  if (known.has(event.id)) {
    data.duplicates.push({ seq, id: event.id, atMs: nowMs, profileId: '' });
    return { duplicate: true };
  }
  known.add(event.id);
  for (const job of jobs) data.jobs.set(job.id, job);
  return { seq };
}
