import { eventSchema } from '../shared/event.ts';
import { parseBy } from '../shared/parse.ts';
import type { Backend } from './backend.ts';

/** Whether some journey that people have launched waits for a business event of this name. */
function isAwaited({ catalog, plugins }: Pick<Backend, 'catalog' | 'plugins'>, name: string): boolean {
  return [...catalog.journeys.values()].some(({ id, currentVersion, life }) => {
    const version = catalog.versionsOf(id).find((one) => one.version === currentVersion);
    if (!version || life === 'archived') return false;
    return Object.values(version.document.nodes).some((node) => {
      const definition = plugins.registry.definitionOf(node);
      if (definition?.behaviour.shape !== 'enter') return false;
      const settings = parseBy<unknown>(definition.schema, node.settings);
      if (!settings.ok) return false;
      const { source } = definition.behaviour.rule(settings.value);
      return source.on === 'business' && source.event === name;
    });
  });
}

/** Events as systems report them; one without a customer is taken for a mistake, unless a journey waits for such. */
export function reportedEventSchema(backend: Pick<Backend, 'catalog' | 'plugins'>) {
  return eventSchema.refine(({ profile, name }) => profile !== undefined || isAwaited(backend, name), {
    error: 'missing-field',
    path: ['profile'],
  });
}
