/** What must be true in the end: of the harness's record, the provider's log and the file, read by plain SQL. */
import Database from 'better-sqlite3';
import { checkEnrollments } from './checkEnrollments.ts';
import { checkHistory } from './checkHistory.ts';
import { checkSends } from './checkSends.ts';
import type { LoadRecord } from './loadRecord.ts';
import type { ProviderLine } from './providerLog.ts';

export interface Evidence {
  file: string;
  record: LoadRecord;
  log: readonly ProviderLine[];
}

export interface Checked {
  violations: string[];
  figures: { [name: string]: number };
}

export function checkAll({ file, record, log }: Evidence): Checked {
  const db = new Database(file, { readonly: true });
  try {
    const parts = [checkHistory(db, record), checkEnrollments(db), checkSends(db, record, log)];
    return {
      violations: parts.flatMap(({ violations }) => violations),
      figures: Object.assign({}, ...parts.map(({ figures }) => figures)),
    };
  } finally {
    db.close();
  }
}
