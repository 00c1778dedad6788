import type { Catalog } from '../catalog.ts';
import { createExperimentLog } from './experimentLog.ts';
import type { MemoryData } from './memoryData.ts';
import { note, putJourney, withRecord } from './putJourney.ts';

export function createCatalog(data: MemoryData): Catalog {
  const { catalog } = data;
  return {
    ...createExperimentLog(data),
    load: async () => structuredClone(catalog),
    saveJourney: async (journey, version, audit) => {
      putJourney(data, journey, version);
      note(data, audit);
    },
    saveWorkspace: async (workspace, audit) => {
      catalog.workspace = workspace;
      note(data, audit);
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
