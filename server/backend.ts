/** Everything the routes work with, so that they run over threads and in tests alike. */
import type { Reports } from '../engine/stores/reports.ts';
import type { CatalogMirror } from './catalogMirror.ts';
import type { EngineCalls } from './engineCalls.ts';
import type { Examples } from './examples.ts';
import type { ImportJobs } from './imports/importJobs.ts';
import type { JourneyWatch } from './live/journeyWatch.ts';
import type { CarrierDesk } from './outbound/carrierDesk.ts';
import type { Plugins } from './plugins.ts';
import type { DeepReads } from './readers/deepReads.ts';

export interface Backend {
  engine: EngineCalls;
  reports: Reports;
  deepReads: DeepReads;
  catalog: CatalogMirror;
  plugins: Plugins;
  carriers: CarrierDesk;
  imports: ImportJobs;
  watch: JourneyWatch;
  examples: Examples;
  version: string;
  startedAtMs: number;
  now(): number;
}
