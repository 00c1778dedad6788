import { compareText } from '../../core/compareText.ts';
import type { JourneyVersion } from '../../core/version.ts';
import type { AuditRow } from '../auditRow.ts';
import type { JourneyRecord } from '../journeyRecord.ts';
import { StoreFault } from '../storeFault.ts';
import type { MemoryData } from './memoryData.ts';

export function note(data: MemoryData, audit: AuditRow | null): void {
  if (audit) data.audit.push(audit);
}

export function putJourney(
  { catalog }: MemoryData,
  journey: JourneyRecord,
  version: JourneyVersion | null,
): void {
  if (version) {
    const isWritten = catalog.versions.some(
      (other) => other.journeyId === version.journeyId && other.version === version.version,
    );
    if (isWritten) {
      throw new StoreFault(
        'conflict',
        `version ${version.version} of ${version.journeyId} is already written`,
      );
    }
    catalog.versions = [...catalog.versions, version].sort(
      (a, b) => compareText(a.journeyId, b.journeyId) || a.version - b.version,
    );
  }
  catalog.journeys = withRecord(catalog.journeys, journey);
}

/** The list with a record put in or replaced, by id. */
export function withRecord<Row extends { id: string }>(rows: readonly Row[], row: Row): Row[] {
  return [...rows.filter(({ id }) => id !== row.id), row].sort((a, b) => compareText(a.id, b.id));
}
