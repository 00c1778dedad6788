/** What undoing the move that a version made would do now (language.md 8.3). */
import { compareText } from '../../engine/core/compareText.ts';
import { compileJourney } from '../../engine/core/compile.ts';
import type { JourneyVersion } from '../../engine/core/version.ts';
import { undoRefusal } from '../../engine/runner/undoRefusal.ts';
import type { JourneyRecord } from '../../engine/stores/journeyRecord.ts';
import type { GoingBack } from '../../engine/stores/reports.ts';
import type { MovePreview } from '../../shared/api/movePreview.ts';
import { problemView } from '../../shared/api/problemDetails.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Locale } from '../../shared/problem.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { found } from '../http/requestRefusal.ts';
import { insideOf } from './insideOf.ts';
import { nextMessages } from './nextMessages.ts';

type Place = MovePreview['places'][number];

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const one of numbers) total += one;
  return total;
}

/** How many the move took from each node, and how many of them went back. */
async function countedMoves(journeyId: string, version: number, { reports }: Backend) {
  const moved = new Map<string, number>();
  const wentBack = new Map<string, number>();
  for (const { metric, detail, count } of await reports.counts(journeyId, version)) {
    if (metric === 'moved') moved.set(detail, (moved.get(detail) ?? 0) + count);
    if (metric === 'movedBack') wentBack.set(detail, (wentBack.get(detail) ?? 0) + count);
  }
  return { moved, wentBack };
}

/** @param earlier versions, the newest last; people may have come from any that has the node */
function placeOf(
  node: string,
  groups: readonly GoingBack[],
  takenCount: number,
  earlier: readonly JourneyVersion[],
  { plugins }: Backend,
): Place {
  const ofNode = groups.filter((of) => of.node === node);
  const from = earlier.findLast(({ version, document }) =>
    ofNode.length > 0 ? ofNode.some((of) => of.version === version) : Object.hasOwn(document.nodes, node),
  );
  const goBack = sum(ofNode.map(({ count }) => count));
  return {
    node,
    kind: from?.document.nodes[node]?.kind ?? '',
    goBack,
    movedOn: Math.max(0, takenCount - goBack),
    overdue: sum(ofNode.map(({ overdueCount }) => overdueCount)),
    next: from ? nextMessages(compileJourney(from, plugins.registry), node) : [],
  };
}

/** Errors: an unknown version is not found. */
export async function previewUndo(
  record: JourneyRecord,
  version: number,
  backend: Backend,
  locale: Locale,
): Promise<MovePreview> {
  const versions = backend.catalog.versionsOf(record.id);
  const taking = found(
    versions.find((of) => of.version === version),
    'version',
  );
  const why = undoRefusal(record, versions, version);
  const earlier = versions.filter((of) => of.version < version);
  const { moved, wentBack } = await countedMoves(record.id, version, backend);
  const groups = await backend.reports.goingBack({ journeyId: record.id, version, nowMs: backend.now() });
  const inside = taking.migration ? await insideOf(earlier, backend) : [];
  const nodes = new Set([...moved.keys(), ...groups.map(({ node }) => node)]);
  const places = [...nodes]
    .map((node) =>
      placeOf(node, groups, (moved.get(node) ?? 0) - (wentBack.get(node) ?? 0), earlier, backend),
    )
    .filter(({ goBack, movedOn }) => goBack + movedOn > 0)
    .sort((a, b) => b.goBack - a.goBack || b.movedOn - a.movedOn || compareText(a.node, b.node));
  const returned = sum(wentBack.values());
  return {
    version,
    publishedAt: instantText(taking.publishedAtMs),
    state: record.life,
    refusal: why && problemView(why, locale),
    moved: sum(moved.values()),
    goBack: sum(places.map(({ goBack }) => goBack)),
    movedOn: sum(places.map(({ movedOn }) => movedOn)),
    wentBack: returned,
    // whoever is back is in an earlier version, too
    notMoved: record.undoneMove === version ? 0 : sum(inside.map(({ count }) => count)),
    places,
  };
}

/** What the audit line of an undo says: how many it concerns, by node. */
export async function noteOfUndo(
  record: JourneyRecord,
  version: number,
  backend: Backend,
  locale: Locale,
): Promise<JsonObject> {
  const { goBack, movedOn, places } = await previewUndo(record, version, backend, locale);
  const byNode = places.map(({ node, goBack: back, movedOn: on }) => ({ node, goBack: back, movedOn: on }));
  return { goBack, movedOn, places: byNode };
}
