import { type CheckResult, checkJourney } from '../engine/core/check/checkJourney.ts';
import { layerClaims } from '../engine/runner/layers.ts';
import type { Backend } from './backend.ts';
import { makeSalt } from './newSalts.ts';

/** Checks what an operator wrote against the catalog as the main thread knows it; the engine checks again when it publishes. */
export function checkDocument(
  document: unknown,
  { catalog, plugins, now }: Pick<Backend, 'catalog' | 'plugins' | 'now'>,
): CheckResult {
  return checkJourney(document, {
    registry: plugins.registry,
    templates: Object.fromEntries([...catalog.templates.values()].map(({ id, content }) => [id, content])),
    audiences: Object.fromEntries(
      [...catalog.audiences.values()].map(({ id, definition }) => [id, definition]),
    ),
    journeys: [...catalog.journeys.keys()],
    layerClaims: layerClaims({ records: catalog.journeys, versionsOf: catalog.versionsOf }, plugins.registry),
    makeSalt,
    isForOperator: true,
    nowMs: now(),
    timeZone: catalog.workspace.timeZone,
  });
}
