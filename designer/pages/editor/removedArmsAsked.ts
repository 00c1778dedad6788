/** Which arms taken away need a word on their customers, and whether it was said. Pure. */
import type { PublishPreview } from '../../../shared/api/publishPreview.ts';
import type { PublishPlan } from './editorPort.ts';

export type RemovedArm = PublishPreview['removedArms'][number];

/** Those that somebody met. */
export function armsAsked({ removedArms }: Pick<PublishPreview, 'removedArms'>): RemovedArm[] {
  return removedArms.filter(({ customerCount }) => customerCount > 0);
}

/** Whether every arm that somebody met has its answer. */
export function areArmsDecided(
  preview: Pick<PublishPreview, 'removedArms'>,
  { removedArms = {} }: Pick<PublishPlan, 'removedArms'>,
): boolean {
  return armsAsked(preview).every(({ node, arm }) => removedArms[node]?.[arm] !== undefined);
}
