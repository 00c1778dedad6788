import type { Catalog } from '../../engine/stores/catalog.ts';
import type { CatalogChange } from '../catalogMirror.ts';

/** The same catalog, telling of each change once it is on disk. */
export function catalogFeed(catalog: Catalog, tell: (change: CatalogChange) => void): Catalog {
  return {
    load: () => catalog.load(),
    saveRun: (run, look) => catalog.saveRun(run, look),
    saveLook: (look) => catalog.saveLook(look),
    async saveDecision(decision, carriedOut, audit) {
      await catalog.saveDecision(decision, carriedOut, audit);
      if (carriedOut) tell({ type: 'journey', ...carriedOut });
    },
    async saveJourney(journey, version, audit) {
      await catalog.saveJourney(journey, version, audit);
      tell({ type: 'journey', journey, version });
    },
    async saveWorkspace(workspace, audit) {
      await catalog.saveWorkspace(workspace, audit);
      tell({ type: 'workspace', workspace });
    },
    async saveTemplate(template) {
      await catalog.saveTemplate(template);
      tell({ type: 'template', template });
    },
    async deleteTemplate(id) {
      await catalog.deleteTemplate(id);
      tell({ type: 'templateDeleted', id });
    },
    async saveAudience(audience) {
      await catalog.saveAudience(audience);
      tell({ type: 'audience', audience });
    },
    async deleteAudience(id) {
      await catalog.deleteAudience(id);
      tell({ type: 'audienceDeleted', id });
    },
  };
}
