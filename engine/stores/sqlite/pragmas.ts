import type { Database } from 'better-sqlite3';
import { StoreFault } from '../storeFault.ts';

type Pragma = { name: string; value: string | number; reads: string | number };

/** Settings of the file and of every connection that writes. */
const writerPragmas: readonly Pragma[] = [
  { name: 'journal_mode', value: 'WAL', reads: 'wal' },
  // NORMAL lost acknowledged commits in a power cut, and a lost "sent" row is a second message
  { name: 'synchronous', value: 'FULL', reads: 2 },
  { name: 'foreign_keys', value: 'ON', reads: 1 },
  { name: 'journal_size_limit', value: 67_108_864, reads: 67_108_864 },
  { name: 'wal_autocheckpoint', value: 4000, reads: 4000 },
];

const everyPragma: readonly Pragma[] = [
  { name: 'trusted_schema', value: 'OFF', reads: 0 },
  { name: 'cell_size_check', value: 'ON', reads: 1 },
  { name: 'busy_timeout', value: 5000, reads: 5000 },
  // negative: KiB
  { name: 'cache_size', value: -65_536, reads: -65_536 },
];

/** Sets what the store relies on and reads each setting back. */
export function setPragmas(db: Database, use: 'write' | 'read'): void {
  for (const pragma of use === 'write' ? [...writerPragmas, ...everyPragma] : everyPragma) {
    db.pragma(`${pragma.name} = ${pragma.value}`);
    const found = db.pragma(pragma.name, { simple: true });
    // a database in memory has no write-ahead log
    if (found === pragma.reads || (db.memory && found === 'memory')) continue;
    throw new StoreFault(
      'unusable',
      `SQLite refused ${pragma.name}=${pragma.value}, it stays ${String(found)}`,
    );
  }
  if (use === 'read') db.pragma('query_only = ON');
}
