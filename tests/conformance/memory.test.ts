// Goal: the memory store keeps every promise of the three ports.
// Method: the suite that all stores share; the object outlives each opening, as in a rehearsal's restart.
import { createMemoryStore } from '../../engine/stores/memory/memoryStore.ts';
import { storeContract } from './storeContract.ts';

storeContract('memory', () => {
  const ports = createMemoryStore();
  return { open: () => ({ ...ports, close: () => {} }), end: () => {} };
});
