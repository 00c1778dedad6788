import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stores } from '../../../engine/runner/engine.ts';
import { createMemoryStore } from '../../../engine/stores/memory/memoryStore.ts';
import { openSqliteStore } from '../../../engine/stores/sqlite/index.ts';
import type { Plan } from '../world/plan.ts';

/** What outlives every life of the process. */
export interface Disk {
  /** the stores as the next life finds them */
  open(): Stores;
  remove(): void;
}

/** Memory that stays, or a real file that is closed and opened again. */
export function openDisk(kind: Plan['store']): Disk {
  if (kind === 'memory') {
    const stores = createMemoryStore();
    return { open: () => stores, remove: () => {} };
  }
  const folder = mkdtempSync(join(tmpdir(), 'simulation-'));
  let opened: ReturnType<typeof openSqliteStore> | null = null;
  return {
    open: () => {
      opened?.close();
      opened = openSqliteStore(join(folder, 'world.sqlite'));
      return opened;
    },
    remove: () => {
      opened?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
