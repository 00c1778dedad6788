/** A journey as it is now, its new version, and the line of the audit: written inside somebody's transaction. */
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { JourneyVersion } from '../../core/version.ts';
import type { AuditRow } from '../auditRow.ts';
import type { JourneyRecord } from '../journeyRecord.ts';
import { audit, journey, journeyVersion } from './schema/journeys.ts';

export type Writer = Pick<BetterSQLite3Database, 'insert'>;

export function note(tx: Writer, row: AuditRow | null): void {
  if (!row) return;
  const values = { ...row, detail: JSON.stringify(row.detail) };
  tx.insert(audit).values(values).run();
}

export function putJourney(tx: Writer, record: JourneyRecord, version: JourneyVersion | null): void {
  if (version) tx.insert(journeyVersion).values(versionValues(version)).run();
  const values = { ...record, draft: record.draft === null ? null : JSON.stringify(record.draft) };
  tx.insert(journey).values(values).onConflictDoUpdate({ target: journey.id, set: values }).run();
}

function versionValues(version: JourneyVersion) {
  return {
    ...version,
    document: JSON.stringify(version.document),
    templates: JSON.stringify(version.templates),
    allocations: JSON.stringify(version.allocations),
    migration: version.migration && JSON.stringify(version.migration),
  };
}
