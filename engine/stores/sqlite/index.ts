import type { Catalog } from '../catalog.ts';
import type { Reports } from '../reports.ts';
import type { SplitParts } from '../splitParts.ts';
import type { Store } from '../store.ts';
import { createCatalog } from './catalog.ts';
import { createExecutionStore } from './executionStore.ts';
import { openForReading, openForWriting } from './openFile.ts';
import { createReports } from './reports/createReports.ts';
import { splitParts } from './reports/splits.ts';

export { StoreFault, type StoreFaultCode } from '../storeFault.ts';
export { checkSqliteFile } from './checkFile.ts';

export interface SqliteStore {
  store: Store;
  catalog: Catalog;
  reports: Reports;
  parts: SplitParts;
  close(): void;
}

/**
 * Opens a database file, creating or migrating it. One process at a time may write; any number may read.
 *
 * @param file  a path, or `:memory:`
 * @param options.readonly  opens beside the writer; what would write throws
 * Errors: StoreFault.
 */
export function openSqliteStore(file: string, options: { readonly?: boolean } = {}): SqliteStore {
  const opened = options.readonly ? openForReading(file) : openForWriting(file);
  return {
    store: createExecutionStore(opened),
    catalog: createCatalog(opened.orm),
    reports: createReports(opened.orm),
    parts: splitParts(opened.orm),
    close: opened.close,
  };
}

/**
 * Opens a database for reading beside its writer, for a worker that answers pages.
 * Errors: StoreFault.
 */
export function openSqliteReports(file: string): { reports: Reports; parts: SplitParts; close(): void } {
  const { orm, close } = openForReading(file);
  return { reports: createReports(orm), parts: splitParts(orm), close };
}
