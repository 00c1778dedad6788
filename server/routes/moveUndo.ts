import type { Hono } from 'hono';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { noteOfUndo, previewUndo } from '../preview/previewUndo.ts';
import { detailOf } from './detailOf.ts';
import { journeyOf } from './journeyOf.ts';

/** Moves of the people inside to a new version, which can be undone. */
export function moveUndoRoutes(app: Hono, backend: Backend): void {
  bindEndpoint(app, endpoints.previewUndoMove, ({ params }, { locale }) =>
    previewUndo(journeyOf(backend, params.id), params.version, backend, locale),
  );

  bindEndpoint(app, endpoints.undoMove, async ({ params }, { actor, locale }) => {
    const { id, version } = params;
    const note = await noteOfUndo(journeyOf(backend, id), version, backend, locale);
    await backend.engine.undoMove({ journeyId: id, version, actor, note });
    return detailOf(backend, id);
  });
}
