import { audience } from './audience.ts';
import { branch } from './branch.ts';
import { delay } from './delay.ts';
import { emitEvent } from './emitEvent.ts';
import { enrol } from './enrol.ts';
import { exit } from './exit.ts';
import { message } from './message.ts';
import { type AnyNodeDefinition, createRegistry } from './registry.ts';
import { split } from './split.ts';
import { tier } from './tier.ts';
import { trigger } from './trigger.ts';
import { updateProfile } from './updateProfile.ts';
import { waitFor } from './waitFor.ts';
import { waitUntil } from './waitUntil.ts';
import { webhook } from './webhook.ts';

/** The built-in kinds, in the order of the palette. */
export const nodeKinds = [
  trigger,
  audience,
  branch,
  split,
  tier,
  message,
  webhook,
  updateProfile,
  emitEvent,
  enrol,
  delay,
  waitUntil,
  waitFor,
  exit,
] as const satisfies readonly AnyNodeDefinition[];

export type BuiltInKind = (typeof nodeKinds)[number]['kind'];

export const builtInRegistry = createRegistry(nodeKinds);
