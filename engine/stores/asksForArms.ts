import type { Customer } from '../core/records.ts';
import type { Reads } from './store.ts';

/** Whether a decision about a customer may ask which arms they took, going by what else was loaded. */
export function asksForArms({ inputs, watches, enrollments }: Customer, { pastArms }: Reads): boolean {
  if (pastArms === null || inputs.length > 0 || watches.length > 0) return true;
  return enrollments.some((enrollment) => {
    if (enrollment.status === 'ended' && !enrollment.former) return false;
    if (enrollment.status !== 'active' || enrollment.former) return true;
    const past = pastArms.get(enrollment.journeyId);
    return past?.version !== enrollment.version || !past.nodes.has(enrollment.state.node);
  });
}
