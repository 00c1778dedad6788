/** The targets of an import's columns, as its form begins with them and as they may be sent. */
import { nameSchema } from '../../../shared/ids.ts';
import { type ImportTarget, targetsOf } from '../../../shared/importTargets.ts';

/** The most likely target of each column; one whose name cannot be an attribute's waits for a better name. */
export function guessTargets(columns: readonly string[]): ImportTarget[] {
  return targetsOf(columns).map((target) => target ?? { to: 'attribute', name: '', type: 'auto' });
}

export type MappingFault = 'needId' | 'needNames';

export function faultOfMapping(targets: readonly ImportTarget[]): MappingFault | null {
  if (targets.filter(({ to }) => to === 'id').length !== 1) return 'needId';
  const isNamed = (target: ImportTarget) =>
    target.to !== 'attribute' || nameSchema.safeParse(target.name).success;
  return targets.every(isNamed) ? null : 'needNames';
}
