/** What a provider file exports: words and settings for people, and how to build what the engine calls. */
import type { z } from 'zod';
import type { Provider, WebhookCaller } from '../../engine/runner/provider.ts';
import type { Words } from '../../shared/problem.ts';

/** What a provider file builds. */
export interface BuiltProvider extends Provider {
  /** carries the calls of webhook nodes too, when it is chosen for `webhook` */
  webhooks?: WebhookCaller;
  /** gives up its connections, when another takes its channel and at the end */
  close?(): Promise<void>;
}

export interface ProviderContext {
  /** for headers that name the sender */
  productVersion: string;
}

export interface ProviderDefinition<Settings> {
  /** stable; stored with the channel it carries */
  name: string;
  words: { name: Words; about: Words };
  /** what it can carry; null carries every channel */
  channels: readonly string[] | null;
  /** drawn as a form; a field with `.meta({ secret: true })` is never shown again */
  settingsSchema: z.ZodType<Settings>;
  create(settings: Settings, context: ProviderContext): BuiltProvider;
}

/** Definitions of different settings in one list: each only ever sees what its own schema parsed. */
// biome-ignore lint/suspicious/noExplicitAny: the settings' type is known to the definition alone
export type AnyProviderDefinition = ProviderDefinition<any>;

/** Lets the compiler infer a provider's settings from its schema. */
export function defineProvider<Settings>(
  definition: ProviderDefinition<Settings>,
): ProviderDefinition<Settings> {
  return definition;
}
