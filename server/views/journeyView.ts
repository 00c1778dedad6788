import type { JourneyVersion } from '../../engine/core/version.ts';
import { allowedDeeds } from '../../engine/runner/journeyLife.ts';
import { undoRefusal } from '../../engine/runner/undoRefusal.ts';
import type { JourneyRecord } from '../../engine/stores/journeyRecord.ts';
import type { JourneyDetail, JourneySummary, VersionSummary } from '../../shared/api/journeys.ts';
import { canonical } from '../../shared/journey/canonical.ts';
import type { JsonObject } from '../../shared/json.ts';
import { instantText } from '../../shared/time.ts';
import type { CatalogMirror } from '../catalogMirror.ts';

export interface Totals {
  entered: number;
  ended: number;
  goals: number;
  parked: number;
}

const NOBODY: Totals = { entered: 0, ended: 0, goals: 0, parked: 0 };

export function journeySummary(
  record: JourneyRecord,
  { entered, ended, goals, parked }: Totals = NOBODY,
): JourneySummary {
  return {
    id: record.id,
    name: record.name,
    state: record.life,
    currentVersion: record.currentVersion,
    hasDraft: record.draft !== null,
    revision: record.revision,
    createdAt: instantText(record.createdAtMs),
    changedAt: instantText(record.changedAtMs),
    totals: { entered, active: entered - ended, ended, goals, parked: Math.min(parked, entered - ended) },
  };
}

export function versionSummary(version: JourneyVersion): VersionSummary {
  return {
    version: version.version,
    hash: version.hash,
    publishedAt: instantText(version.publishedAtMs),
    actor: version.actor,
  };
}

/** The draft where there is one, else what the current version holds. */
export function documentOf(record: JourneyRecord, versions: readonly JourneyVersion[]): JsonObject {
  const current = versions.find(({ version }) => version === record.currentVersion);
  // a stored document is plain JSON
  return record.draft ?? (canonical(current?.document ?? {}) as JsonObject);
}

function undoableMove(record: JourneyRecord, versions: readonly JourneyVersion[]): number | null {
  const { currentVersion } = record;
  return currentVersion !== null && undoRefusal(record, versions, currentVersion) === null
    ? currentVersion
    : null;
}

export function journeyDetail(record: JourneyRecord, catalog: CatalogMirror, totals?: Totals): JourneyDetail {
  const versions = catalog.versionsOf(record.id);
  return {
    ...journeySummary(record, totals),
    document: documentOf(record, versions),
    versions: versions.map(versionSummary),
    undoableMove: undoableMove(record, versions),
    deeds: allowedDeeds(record.life),
  };
}
