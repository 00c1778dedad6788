import { asc, eq } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { workspaceSchema } from '../../../shared/workspace.ts';
import type { JourneyVersion } from '../../core/version.ts';
import type { AudienceRecord, Catalog, CatalogSnapshot, TemplateRecord } from '../catalog.ts';
import type { JourneyRecord } from '../journeyRecord.ts';
import { createExperimentLog } from './experimentLog.ts';
import { note, putJourney, type Writer } from './putJourney.ts';
import { refuseConflict } from './refuseConflict.ts';
import { audience, journey, journeyVersion, template, workspace } from './schema/journeys.ts';

/** The only row of `workspace`. */
const WORKSPACE = 1;

/** `Catalog` on SQLite; each deed is one transaction. JSON columns hold what this file wrote into them. */
export function createCatalog(orm: BetterSQLite3Database): Catalog {
  const write = (deeds: (tx: Writer) => void) =>
    refuseConflict(() => orm.transaction(deeds, { behavior: 'immediate' }));
  return {
    ...createExperimentLog(write),
    load: async () => orm.transaction((tx) => readSnapshot(tx)),
    saveJourney: async (record, version, line) =>
      write((tx) => {
        putJourney(tx, record, version);
        note(tx, line);
      }),
    saveWorkspace: async (settings, line) =>
      write((tx) => {
        const values = { id: WORKSPACE, settings: JSON.stringify(settings) };
        tx.insert(workspace).values(values).onConflictDoUpdate({ target: workspace.id, set: values }).run();
        note(tx, line);
      }),
    saveTemplate: async (record) => {
      const values = { ...record, content: JSON.stringify(record.content) };
      orm.insert(template).values(values).onConflictDoUpdate({ target: template.id, set: values }).run();
    },
    deleteTemplate: async (id) => {
      orm.delete(template).where(eq(template.id, id)).run();
    },
    saveAudience: async (record) => {
      const values = { ...record, definition: JSON.stringify(record.definition) };
      orm.insert(audience).values(values).onConflictDoUpdate({ target: audience.id, set: values }).run();
    },
    deleteAudience: async (id) => {
      orm.delete(audience).where(eq(audience.id, id)).run();
    },
  };
}

function readSnapshot(tx: Pick<BetterSQLite3Database, 'select'>): CatalogSnapshot {
  const settings = tx.select().from(workspace).where(eq(workspace.id, WORKSPACE)).get();
  const versions = tx
    .select()
    .from(journeyVersion)
    .orderBy(asc(journeyVersion.journeyId), asc(journeyVersion.version));
  return {
    workspace: workspaceOf(settings?.settings ?? '{}'),
    journeys: tx.select().from(journey).orderBy(asc(journey.id)).all().map(journeyOf),
    versions: versions.all().map((row) => ({
      ...row,
      document: JSON.parse(row.document) as JourneyVersion['document'],
      templates: JSON.parse(row.templates) as JourneyVersion['templates'],
      allocations: JSON.parse(row.allocations) as JourneyVersion['allocations'],
      migration: row.migration === null ? null : (JSON.parse(row.migration) as JourneyVersion['migration']),
    })),
    templates: tx
      .select()
      .from(template)
      .orderBy(asc(template.id))
      .all()
      .map((row) => ({ ...row, content: JSON.parse(row.content) as TemplateRecord['content'] })),
    audiences: tx
      .select()
      .from(audience)
      .orderBy(asc(audience.id))
      .all()
      .map((row) => ({ ...row, definition: JSON.parse(row.definition) as AudienceRecord['definition'] })),
  };
}

function journeyOf(row: typeof journey.$inferSelect): JourneyRecord {
  return { ...row, draft: row.draft === null ? null : (JSON.parse(row.draft) as JourneyRecord['draft']) };
}

/** Settings written by an older version get the defaults of what came later. */
function workspaceOf(text: string): CatalogSnapshot['workspace'] {
  const { audiences: _kept, ...settings } = workspaceSchema.parse(JSON.parse(text));
  return settings;
}
