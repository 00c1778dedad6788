import type { JourneyVersion } from '../../engine/core/version.ts';
import type { Backend } from '../backend.ts';
import { countsView } from '../views/countsView.ts';

interface Inside {
  from: JourneyVersion;
  node: string;
  count: number;
}

/** People at each node of each earlier version. */
export async function insideOf(versions: readonly JourneyVersion[], backend: Backend): Promise<Inside[]> {
  const [first] = versions;
  if (!first) return [];
  const rows = await backend.reports.counts(first.journeyId);
  return versions.flatMap((from) => {
    const counts = countsView(
      rows.filter(({ version }) => version === from.version),
      from.version,
      backend.now(),
    );
    return Object.entries(counts.nodes)
      .filter(([node, { here }]) => here > 0 && Object.hasOwn(from.document.nodes, node))
      .map(([node, { here }]) => ({ from, node, count: here }));
  });
}
