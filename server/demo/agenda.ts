/** What is still to happen, gathered into steps of the simulated clock. */
import { compareText } from '../../engine/core/compareText.ts';
import { MINUTE_MS } from '../../shared/timeUnits.ts';
import type { DemoInput } from './demoInput.ts';

/** The clock moves in such steps: each costs a handful of transactions, whatever happens in it. */
export const STEP_MS = 30 * MINUTE_MS;

/** The step in which something of this instant is told: the first one not before it. */
export function stepOf(atMs: number): number {
  return Math.ceil(atMs / STEP_MS) * STEP_MS;
}

export class Agenda {
  private readonly steps = new Map<number, Map<string, DemoInput>>();
  private readonly fromMs: number;
  private readonly untilMs: number;

  /** Keeps what falls into [fromMs, untilMs]; the rest is past, or left to the real clock. */
  constructor(between: { fromMs: number; untilMs: number }) {
    this.fromMs = between.fromMs;
    this.untilMs = between.untilMs;
  }

  add(inputs: readonly DemoInput[]): void {
    for (const input of inputs) {
      const atMs = stepOf(input.atMs);
      if (atMs < this.fromMs || atMs > this.untilMs) continue;
      const step = this.steps.get(atMs);
      if (step) step.set(input.id, input);
      else this.steps.set(atMs, new Map([[input.id, input]]));
    }
  }

  /**
   * Customer by customer, each in the order of what they do. All are accepted at one instant, and neighbours
   * share pages of the database: in order of time a burst would touch every page over and over.
   */
  take(atMs: number): DemoInput[] {
    const step = this.steps.get(atMs);
    this.steps.delete(atMs);
    return [...(step?.values() ?? [])].sort(
      (a, b) => compareText(a.profile, b.profile) || a.atMs - b.atMs || compareText(a.id, b.id),
    );
  }
}
