import { audiencesIn, isAudienceCyclic } from '../../engine/core/check/references.ts';
import type { PopulationQuery } from '../../engine/stores/store.ts';
import { problem } from '../../shared/problem.ts';
import type { AudienceDefinition } from '../../shared/workspace.ts';
import type { Backend } from '../backend.ts';
import type { CatalogMirror } from '../catalogMirror.ts';
import { RequestRefusal } from '../http/requestRefusal.ts';

/** A list of members as a condition: the name of an audience that only this question knows. */
const ASKED = 'asked';

function definitionsOf(catalog: CatalogMirror): { [id: string]: AudienceDefinition } {
  return Object.fromEntries([...catalog.audiences.values()].map(({ id, definition }) => [id, definition]));
}

/** Refuses a definition that refers to audiences that do not exist, or to itself. */
export function refuseBroken(
  definition: AudienceDefinition,
  catalog: CatalogMirror,
  { id, field = 'definition' }: { id?: string; field?: string } = {},
): void {
  const others = { ...definitionsOf(catalog), ...(id === undefined ? {} : { [id]: definition }) };
  const named = 'members' in definition ? [] : audiencesIn(definition);
  const problems = named
    .filter((one) => !Object.hasOwn(others, one))
    .map((audience) => problem('unknown-audience', { field, params: { audience } }));
  if (id !== undefined && isAudienceCyclic(id, others)) {
    problems.push(problem('audience-cycle', { field, params: { audience: id } }));
  }
  if (problems.length > 0) throw new RequestRefusal(422, problems);
}

/**
 * The customers a definition fits now; null is everybody.
 *
 * @param field  of the request that holds the definition
 */
export function populationQuery(
  definition: AudienceDefinition | null,
  { catalog, now }: Pick<Backend, 'catalog' | 'now'>,
  field = 'definition',
): Omit<PopulationQuery, 'afterProfileId' | 'limit'> {
  if (definition) refuseBroken(definition, catalog, { field });
  const isList = definition !== null && 'members' in definition;
  return {
    condition: isList ? { type: 'audience', audience: ASKED, is: 'in' } : definition,
    audiences: { ...definitionsOf(catalog), ...(isList ? { [ASKED]: definition } : {}) },
    nowMs: now(),
    zone: catalog.workspace.timeZone,
  };
}
