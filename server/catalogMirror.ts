/** What people wrote and published, as the main thread knows it: kept up to date by the engine's thread. */
import type { JourneyVersion } from '../engine/core/version.ts';
import type { AudienceRecord, CatalogSnapshot, TemplateRecord } from '../engine/stores/catalog.ts';
import type { JourneyRecord } from '../engine/stores/journeyRecord.ts';

/** One change to the catalog, after it is on disk. */
export type CatalogChange =
  | { type: 'journey'; journey: JourneyRecord; version: JourneyVersion | null }
  | { type: 'workspace'; workspace: CatalogSnapshot['workspace'] }
  | { type: 'template'; template: TemplateRecord }
  | { type: 'templateDeleted'; id: string }
  | { type: 'audience'; audience: AudienceRecord }
  | { type: 'audienceDeleted'; id: string };

export interface CatalogMirror {
  readonly workspace: CatalogSnapshot['workspace'];
  readonly journeys: ReadonlyMap<string, JourneyRecord>;
  readonly templates: ReadonlyMap<string, TemplateRecord>;
  readonly audiences: ReadonlyMap<string, AudienceRecord>;
  /** oldest first */
  versionsOf(journeyId: string): readonly JourneyVersion[];
  apply(change: CatalogChange): void;
}

export function createCatalogMirror(snapshot: CatalogSnapshot): CatalogMirror {
  let workspace = snapshot.workspace;
  const journeys = new Map(snapshot.journeys.map((one) => [one.id, one]));
  const templates = new Map(snapshot.templates.map((one) => [one.id, one]));
  const audiences = new Map(snapshot.audiences.map((one) => [one.id, one]));
  const versions = new Map<string, JourneyVersion[]>();
  const addVersion = (version: JourneyVersion) => {
    const others = (versions.get(version.journeyId) ?? []).filter((one) => one.version !== version.version);
    versions.set(
      version.journeyId,
      [...others, version].sort((a, b) => a.version - b.version),
    );
  };
  snapshot.versions.forEach(addVersion);

  return {
    get workspace() {
      return workspace;
    },
    journeys,
    templates,
    audiences,
    versionsOf: (journeyId) => versions.get(journeyId) ?? [],
    apply(change) {
      switch (change.type) {
        case 'journey':
          journeys.set(change.journey.id, change.journey);
          if (change.version) addVersion(change.version);
          return;
        case 'workspace':
          workspace = change.workspace;
          return;
        case 'template':
          templates.set(change.template.id, change.template);
          return;
        case 'templateDeleted':
          templates.delete(change.id);
          return;
        case 'audience':
          audiences.set(change.audience.id, change.audience);
          return;
        case 'audienceDeleted':
          audiences.delete(change.id);
          return;
      }
    },
  };
}
