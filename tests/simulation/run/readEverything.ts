import type { Engine } from '../../../engine/runner/engine.ts';
import type { Page, PageQuery } from '../../../engine/stores/page.ts';
import type { Reads } from '../evidence.ts';
import type { Plan } from '../world/plan.ts';

async function everything<Row>(read: (page: PageQuery) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Page<Row> = await read({ limit: 200, cursor });
    rows.push(...page.items);
    if (page.next === null) return rows;
    cursor = page.next;
  }
}

/** All that the read models say at the end of a run. */
export async function readEverything(engine: Engine, plan: Plan): Promise<Reads> {
  const { reports } = engine;
  const merged = new Set(plan.steps.flatMap(({ act }) => (act.do === 'merge' ? [act.from] : [])));
  // what was theirs is read under the id they became
  const customers = plan.profiles.map(({ id }) => id).filter((id) => !merged.has(id));
  const records = [...engine.roster.records.values()];
  return {
    enrollments: await everything((page) => reports.enrollments({}, page)),
    deliveries: await everything((page) => reports.deliveries({}, page)),
    events: (await Promise.all(customers.map((id) => everything((page) => reports.events(id, page))))).flat(),
    entries: await everything((page) => reports.entryDecisions({}, page)),
    duplicates: await everything((page) => reports.duplicates(page)),
    conversions: await reports.conversions({}),
    exposures: await reports.exposures({}),
    trace: (await Promise.all(customers.map((profileId) => reports.trace({ profileId })))).flat(),
    counts: (await Promise.all(records.map(({ id }) => reports.counts(id)))).flat(),
    totals: await reports.journeyTotals(),
    jobs: [...(await reports.jobs())],
    lives: records.map(({ id, life }) => ({ journey: id, life })),
    nextDueMs: await engine.nextDueMs(),
    setAsideCount: engine.setAsideCount,
  };
}
