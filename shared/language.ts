/** The journey language as published under `throughline/language`: schemas and types, no engine. */
export { type Condition, conditionSchema, type Where, whereSchema } from './condition.ts';
export type { CallWebhook, Effect, EffectOutcome, SendMessage } from './effect.ts';
export { type CustomerEvent, type EventInput, eventSchema, type ReceiptKind } from './event.ts';
export { hashJson, journeyHash, journeyText } from './journey/canonical.ts';
export { type Journey, type JourneyInput, journeySchema, type Node } from './journey/journey.ts';
export type { JsonObject, JsonValue } from './json.ts';
export { defineNode, type NodeDefinition, type Outlet, type Passage } from './nodes/definition.ts';
export { builtInRegistry, nodeKinds } from './nodes/kinds.ts';
export type { Moment } from './nodes/moment.ts';
export { type AnyNodeDefinition, createRegistry, type NodeRegistry } from './nodes/registry.ts';
export { type Locale, type Problem, problemText } from './problem.ts';
export { type Profile, type ProfileInput, profileSchema } from './profile.ts';
export type { EndReason, EntryRefusal, RefusalReason } from './refusal.ts';
export { type Scenario, scenarioSchema } from './scenario.ts';
export { type Template, templateSchema } from './template.ts';
export { type Workspace, type WorkspaceInput, workspaceSchema } from './workspace.ts';
