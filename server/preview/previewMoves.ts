/** Where a plan sends the people inside earlier versions, and what they would get next (language.md 8.3). */
import { compareText } from '../../engine/core/compareText.ts';
import { compileJourney } from '../../engine/core/compile.ts';
import { nodeAfterMove } from '../../engine/core/customer/migrate.ts';
import { nextVersion } from '../../engine/runner/publish.ts';
import type { PublishPlan } from '../../shared/api/journeyLife.ts';
import type { PublishMove } from '../../shared/api/journeys.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import { problem } from '../../shared/problem.ts';
import type { Backend } from '../backend.ts';
import { RequestRefusal } from '../http/requestRefusal.ts';
import { insideOf } from './insideOf.ts';
import { nextMessages } from './nextMessages.ts';

function refuseNowhere(journey: Journey, { map = {} }: PublishPlan): void {
  const nowhere = Object.entries(map).filter(([, to]) => to !== null && !Object.hasOwn(journey.nodes, to));
  if (nowhere.length === 0) return;
  const problems = nowhere.map(([node]) => problem('unknown-target', { nodeId: node, field: `map.${node}` }));
  throw new RequestRefusal(422, problems);
}

export type MovePlan = Required<Pick<PublishPlan, 'policy'>> & Pick<PublishPlan, 'map'>;

/** What a plan says, and for what it leaves open, the document. */
export function planOf(journey: Journey, { policy, map }: PublishPlan): MovePlan {
  return { policy: policy ?? journey.versionPolicy, ...(map === undefined ? {} : { map }) };
}

/** Errors: a target that the new version does not have is refused. */
export async function previewMoves(
  journey: Journey,
  plan: MovePlan,
  backend: Backend,
): Promise<PublishMove[]> {
  refuseNowhere(journey, plan);
  const { catalog, plugins, now } = backend;
  const versions = catalog.versionsOf(journey.id);
  const next = nextVersion(journey, versions.at(-1), {
    registry: plugins.registry,
    templates: Object.fromEntries([...catalog.templates.values()].map(({ id, content }) => [id, content])),
    nowMs: now(),
    actor: '',
    migration: plan.policy === 'migrate' ? (plan.map ?? {}) : null,
    undoneMove: catalog.journeys.get(journey.id)?.undoneMove ?? null,
  });
  const earlier = versions.filter(({ version }) => version < next.version);
  if (plan.policy === 'pin' || earlier.length === 0) return [];
  const to = compileJourney(next, plugins.registry);
  const compiled = new Map(earlier.map((from) => [from, compileJourney(from, plugins.registry)]));
  const moves = new Map<string, PublishMove>();
  for (const { from, node, count } of await insideOf(earlier, backend)) {
    const old = compiled.get(from);
    const target = old ? nodeAfterMove(old, to, node) : null;
    const shape = target === null ? null : to.nodes.get(target)?.definition.behaviour.shape;
    const kind = from.document.nodes[node]?.kind ?? '';
    // a node may have changed its kind from version to version
    const row = `${node}/${kind}/${target}`;
    moves.set(row, {
      node,
      kind,
      target,
      count: count + (moves.get(row)?.count ?? 0),
      arrives: target !== null && shape !== 'wait',
      next: target === null ? [] : nextMessages(to, target),
    });
  }
  return [...moves.values()].sort((a, b) => b.count - a.count || compareText(a.node, b.node));
}
