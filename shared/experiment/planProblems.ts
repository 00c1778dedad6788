import { type Problem, problem } from '../problem.ts';
import type { ExperimentPlan } from './plan.ts';

function isRisingToOne(fractions: readonly number[]): boolean {
  return fractions.at(-1) === 1 && fractions.every((one, index) => one > (fractions[index - 1] ?? 0));
}

/** What a plan lacks for the stopping rule and the automation it names. */
export function planProblems(plan: ExperimentPlan): Problem[] {
  const found: Problem[] = [];
  const { method, plannedCustomers, plannedEnd, automation, worth } = plan;
  if (method.type === 'groupSequential') {
    if (!isRisingToOne(method.fractions))
      found.push(problem('looks-not-rising', { field: 'plan.method.fractions' }));
    if (plannedCustomers === undefined)
      found.push(problem('no-planned-customers', { field: 'plan.plannedCustomers' }));
  }
  if (method.type === 'fixed' && plannedCustomers === undefined && plannedEnd === undefined) {
    found.push(problem('no-planned-end', { field: 'plan.plannedEnd' }));
  }
  if (automation?.rule === 'expectedLoss' && worth?.perConversion === undefined) {
    found.push(problem('no-worth', { field: 'plan.worth' }));
  }
  return found;
}
