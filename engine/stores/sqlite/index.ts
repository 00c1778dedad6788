import type { Catalog } from '../catalog.ts';
import type { Store } from '../store.ts';
import { createCatalog } from './catalog.ts';
import { createExecutionStore } from './executionStore.ts';
import { openForReading, openForWriting } from './openFile.ts';

export { StoreFault, type StoreFaultCode } from '../storeFault.ts';

export interface SqliteStore {
  store: Store;
  catalog: Catalog;
  close(): void;
}

/**
 * Opens a database file, creating or migrating it. One process at a time may write; any number may read.
 *
 * @param file  a path, or `:memory:`
 * Errors: StoreFault.
 */
export function openSqliteStore(file: string, options: { readonly?: boolean } = {}): SqliteStore {
  const opened = options.readonly ? openForReading(file) : openForWriting(file);
  return { store: createExecutionStore(opened), catalog: createCatalog(opened.orm), close: opened.close };
}
