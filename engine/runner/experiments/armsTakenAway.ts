/** Arms that a document takes away from splits, and whether somebody must say what becomes of their customers. */
import type { Journey } from '../../../shared/journey/journey.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { CheckResult } from '../../core/check/checkJourney.ts';
import { chosenAt, followedFrom, type RemovedArmsChosen } from '../../core/removedArms.ts';
import type { JourneyVersion } from '../../core/version.ts';
import type { Reports } from '../../stores/reports.ts';
import { splitsKept } from '../assigningNodes.ts';
import type { Roster } from '../roster.ts';

export interface ArmTakenAway {
  node: string;
  arm: string;
  name: string;
  /** who met it and may come back */
  customerCount: number;
  /** arms they can follow, the control first */
  present: { id: string; name: string }[];
}

export function chosenOf(chosen: RemovedArmsChosen, node: string, arm: string): string | null | undefined {
  return followedFrom(chosenAt(chosen, node), arm);
}

/** Arms that a document takes away from splits that stay under the same salt: only there is a customer's arm remembered. */
export async function armsTakenAway(
  journey: Journey,
  before: JourneyVersion | undefined,
  { registry, reports }: { registry: NodeRegistry; reports: Pick<Reports, 'armCustomers'> },
): Promise<ArmTakenAway[]> {
  const found: ArmTakenAway[] = [];
  for (const { now, known } of splitsKept(journey, before, registry)) {
    const present = [...now.arms]
      .sort((one, other) => Number(other.control) - Number(one.control))
      .map(({ id, name }) => ({ id, name: name ?? id }));
    const gone = known?.arms.filter((arm) => !present.some(({ id }) => id === arm.id)) ?? [];
    if (gone.length === 0) continue;
    const { nodeId: node, salt } = now;
    const counts = await reports.armCustomers({ journeyId: journey.id, node, salt });
    for (const { id, name } of gone) {
      const customerCount = counts.find(({ arm }) => arm === id)?.customerCount ?? 0;
      found.push({ node, arm: id, name: name ?? id, customerCount, present });
    }
  }
  return found;
}

/** The same of a document that is not checked yet. */
export async function armsTakenBy(
  document: unknown,
  id: string,
  given: { check: (document: unknown) => Pick<CheckResult, 'journey'>; roster: Roster; reports: Reports },
): Promise<ArmTakenAway[]> {
  const { check, roster, reports } = given;
  const before = roster.versionsOf(id).at(-1);
  const { journey } = before && document ? check(document) : { journey: null };
  return journey ? armsTakenAway(journey, before, { registry: roster.registry, reports }) : [];
}

/** What is wrong with a choice; with nothing chosen, every arm that somebody met. */
export function removedArmsFaults(taken: readonly ArmTakenAway[], chosen: RemovedArmsChosen): Problem[] {
  const faults = taken.flatMap(({ node, arm, customerCount, present }) => {
    const into = chosenOf(chosen, node, arm);
    const about = { nodeId: node, field: `removedArms.${node}.${arm}` };
    if (into === undefined) {
      return customerCount === 0
        ? []
        : [problem('removed-arm-undecided', { ...about, params: { arm, count: customerCount } })];
    }
    return into === null || present.some(({ id }) => id === into)
      ? []
      : [problem('unknown-arm', { ...about, params: { arm: into } })];
  });
  const strangers = Object.entries(chosen).flatMap(([node, arms]) =>
    Object.keys(arms)
      .filter((arm) => !taken.some((one) => one.node === node && one.arm === arm))
      .map((arm) =>
        problem('arm-not-removed', { nodeId: node, field: `removedArms.${node}.${arm}`, params: { arm } }),
      ),
  );
  return [...faults, ...strangers];
}
