// Goal: the SQLite store keeps every promise of the three ports.
// Method: the suite that all stores share, on a file of its own per test; reopening closes the file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import { storeContract } from './storeContract.ts';

storeContract('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  return {
    open: () => openSqliteStore(join(folder, 'test.db')),
    end: () => rmSync(folder, { recursive: true }),
  };
});
