/** What the main thread and the engine's thread say to each other. */
import type { CatalogSnapshot } from '../../engine/stores/catalog.ts';
import type { Problem } from '../../shared/problem.ts';
import type { CatalogChange } from '../catalogMirror.ts';
import type { EngineCalls } from '../engineCalls.ts';

export interface ThreadSettings {
  dataFolder: string;
  plugins: readonly string[];
}

export type Method = keyof EngineCalls;

export interface Call {
  id: number;
  method: Method;
  args: unknown[];
}

export type ToEngine = { type: 'calls'; calls: Call[] } | { type: 'stop' };

export interface CallFault {
  message: string;
  stack: string | undefined;
  /** present when a person can put it right */
  problems: readonly Problem[] | null;
  status: number | null;
}

export type FromEngine =
  | { type: 'ready'; catalog: CatalogSnapshot }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'fault'; id: number; fault: CallFault }
  | { type: 'catalog'; change: CatalogChange }
  /** counters of these journeys moved */
  | { type: 'moved'; journeyIds: readonly string[] }
  /** one customer is left alone until the next start, because deciding about them failed */
  | { type: 'setAside'; message: string }
  /** the thread cannot begin: the database or a provider is not usable as it is */
  | { type: 'refused'; message: string }
  /** the thread cannot go on */
  | { type: 'broken'; message: string };
