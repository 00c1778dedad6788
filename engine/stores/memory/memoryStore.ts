import type { Catalog } from '../catalog.ts';
import type { Reports } from '../reports.ts';
import type { Store } from '../store.ts';
import { createCatalog } from './catalog.ts';
import { createExecutionStore } from './executionStore.ts';
import { createMemoryData } from './memoryData.ts';
import { createReports } from './reports.ts';

export interface MemoryStore {
  store: Store;
  catalog: Catalog;
  reports: Reports;
}

/**
 * A store that lives as long as the object does: closing it and letting another runner open it loses nothing.
 * Runs in the browser.
 */
export function createMemoryStore(): MemoryStore {
  const data = createMemoryData();
  return { store: createExecutionStore(data), catalog: createCatalog(data), reports: createReports(data) };
}
