import { measureEngine } from './measureEngine.ts';
import { measureEvents } from './measureEvents.ts';
import { measureFile } from './measureFile.ts';
import { measureLatency } from './measureLatency.ts';
import { measureMemory } from './measureMemory.ts';
import { measureProfile } from './measureProfile.ts';
import { measureRehearsal } from './measureRehearsal.ts';
import { measureTimers } from './measureTimers.ts';
import type { Section } from './section.ts';

interface BenchPart {
  measure(asked: { isLong: boolean; sizes: readonly number[] }): Promise<Section>;
  /** left out unless asked for */
  isLongOnly?: boolean;
}

/** What the benchmark can measure, by the names of `--only`. */
export const benchParts: { readonly [name: string]: BenchPart } = {
  engine: { measure: ({ sizes }) => measureEngine(sizes) },
  file: { measure: ({ isLong }) => measureFile(isLong) },
  timers: { measure: ({ isLong }) => measureTimers(isLong) },
  events: { measure: ({ isLong }) => measureEvents(isLong) },
  latency: { measure: ({ isLong }) => measureLatency(isLong) },
  memory: { measure: ({ isLong }) => measureMemory(isLong), isLongOnly: true },
  rehearsal: { measure: measureRehearsal },
  profile: { measure: measureProfile },
};
