import { type ParsedNode, targetOf } from './machineConfig.ts';

/** Arms are taken where a kind says so; an act may lead into other journeys, and so to their arms. */
function mayTakeArms({ definition }: ParsedNode): boolean {
  return definition.assigns !== undefined || definition.behaviour.shape === 'act';
}

/** Nodes from which no way leads to an arm: customers who rest there go on without their earlier arms being loaded. */
export function pastArms(nodes: readonly ParsedNode[]): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const parsed of nodes) {
    for (const { id } of parsed.outlets) {
      const target = targetOf(parsed, id);
      before.set(target, [...(before.get(target) ?? []), parsed.id]);
    }
  }
  const ahead = new Set<string>();
  const asked = nodes.filter(mayTakeArms).map(({ id }) => id);
  for (let node = asked.pop(); node !== undefined; node = asked.pop()) {
    for (const from of before.get(node) ?? []) {
      if (!ahead.has(from)) asked.push(from);
      ahead.add(from);
    }
  }
  return new Set(nodes.map(({ id }) => id).filter((id) => !ahead.has(id)));
}
