import type { AuditRow, Catalog } from '../catalog.ts';
import { compareIds } from '../idOrder.ts';
import { StoreFault } from '../storeFault.ts';
import type { MemoryData } from './memoryData.ts';

export function createCatalog(data: MemoryData): Catalog {
  const { catalog } = data;
  const note = (audit: AuditRow | null) => {
    if (audit) data.audit.push(audit);
  };
  return {
    load: async () => structuredClone(catalog),
    saveJourney: async (journey, version, audit) => {
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
          (a, b) => compareIds(a.journeyId, b.journeyId) || a.version - b.version,
        );
      }
      catalog.journeys = withRecord(catalog.journeys, journey);
      note(audit);
    },
    saveWorkspace: async (workspace, audit) => {
      catalog.workspace = workspace;
      note(audit);
    },
    saveTemplate: async (template) => {
      catalog.templates = withRecord(catalog.templates, template);
    },
    deleteTemplate: async (id) => {
      catalog.templates = catalog.templates.filter((template) => template.id !== id);
    },
    saveAudience: async (audience) => {
      catalog.audiences = withRecord(catalog.audiences, audience);
    },
    deleteAudience: async (id) => {
      catalog.audiences = catalog.audiences.filter((audience) => audience.id !== id);
    },
  };
}

/** The list with a record put in or replaced, by id. */
function withRecord<Row extends { id: string }>(rows: readonly Row[], row: Row): Row[] {
  return [...rows.filter(({ id }) => id !== row.id), row].sort((a, b) => compareIds(a.id, b.id));
}
