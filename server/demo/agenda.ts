/** What is still to happen, gathered into steps of the simulated clock. */
import type { DemoInput } from './behaviour.ts';
import { MINUTE_MS } from './demoTime.ts';

/** The clock moves in such steps; a finer one costs time and changes no result. */
export const STEP_MS = 10 * MINUTE_MS;

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

  /** In the order in which they happen. */
  take(atMs: number): DemoInput[] {
    const step = this.steps.get(atMs);
    this.steps.delete(atMs);
    return [...(step?.values() ?? [])].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
  }
}
