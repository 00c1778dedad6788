/** The engine as published under `throughline`. */
export { checkJourney } from './core/check/checkJourney.ts';
export { compileJourney } from './core/compile.ts';
export type { Answer } from './core/customer/sends.ts';
export { evaluate } from './core/evaluate.ts';
export { sendKey } from './core/records.ts';
export { type Clock, systemClock, VirtualClock } from './runner/clock.ts';
export { createEngine, Engine, type EngineOptions, type Stores } from './runner/engine.ts';
export type { Provider, Providers, SendRequest, WebhookCaller } from './runner/provider.ts';
export { type Rehearsal, type RehearsalOptions, rehearse, ScenarioFault } from './runner/rehearsal.ts';
export type { Catalog } from './stores/catalog.ts';
export { createMemoryStore } from './stores/memory/memoryStore.ts';
export type { Reports } from './stores/reports.ts';
export type { Store } from './stores/store.ts';
