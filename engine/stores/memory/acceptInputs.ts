import type { PendingInput } from '../../core/records.ts';
import type { Acceptance, NewInput } from '../store.ts';
import { StoreFault } from '../storeFault.ts';
import { type MemoryData, recordOf } from './memoryData.ts';

export function acceptInputs(data: MemoryData, inputs: readonly NewInput[], nowMs: number): Acceptance[] {
  const broken = inputs.find(({ atMs }) => !Number.isSafeInteger(atMs));
  if (broken) throw new StoreFault('conflict', `${broken.atMs} is no instant`);
  return inputs.map(({ profileId: given, atMs, input }) => {
    const profileId = data.aliases.get(given)?.into ?? given;
    const seq = ++data.seq;
    if ('id' in input) {
      const known = data.acceptedIds[input.type === 'receipt' ? 'receipt' : 'event'];
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
