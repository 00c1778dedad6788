/**
 * What a node kind is. The engine knows the five shapes and asks the definition; it never names a kind.
 */
import type { z } from 'zod';
import type { Condition } from '../condition.ts';
import type { Effect, EffectOutcome, InnerEffect } from '../effect.ts';
import type { CustomerEvent } from '../event.ts';
import type { ExperimentPlan } from '../experiment/plan.ts';
import type { SplitUnit } from '../experiment/splitUnit.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { Problem, Words } from '../problem.ts';
import type { ProfileChange } from '../profileChange.ts';
import type { EntryRule } from './entryRule.ts';
import type { ArmShare, Moment } from './moment.ts';
import type { Traffic } from './traffic.ts';

/** A named way out of a node. */
export interface Outlet {
  id: string;
  words: Words;
  /** where an unconnected outlet leads: through another outlet, or out with a reason; else the path completes */
  unconnected?: { through: string } | { exit: string };
  /** whether the checker warns when it is left unconnected */
  expected?: boolean;
  /** ends the journey as completed, connected or not */
  completes?: boolean;
}

/** What a passage through a node came to: the outlet taken and why, in a word the trace keeps. */
export interface Passage {
  outlet: string;
  reason?: string;
}

/** A wait's memory between its arrival and its end; plain JSON, stored with the enrollment. */
export interface WaitState {
  arrivedAtMs: number;
  /** when the timer is due; `timer` of the behaviour then names the outlet */
  untilMs: number;
  /** the kind's own memory */
  memory?: JsonObject;
}

export type WaitStep = { pass: Passage } | { wait: Omit<WaitState, 'arrivedAtMs'>; reason?: string };

/** An act that stays inside: the nodes after it see its changes, its effects follow when the step is at rest. */
export interface InnerAct {
  changes?: readonly ProfileChange[];
  inner?: readonly InnerEffect[];
  pass: Passage;
}

export type Behaviour<Settings> =
  | { shape: 'enter'; rule(settings: Settings): EntryRule }
  | { shape: 'decide'; decide(settings: Settings, moment: Moment): Passage }
  | {
      shape: 'act';
      /** an effect waits for its outcome; changes apply in the step's own commit and pass at once */
      act(settings: Settings, moment: Moment): { effect: Effect } | InnerAct;
      settle?(settings: Settings, outcome: EffectOutcome, moment: Moment): Passage & { vars?: JsonObject };
    }
  | {
      shape: 'wait';
      arrive(settings: Settings, moment: Moment): WaitStep;
      /** an event of the customer while waiting; null changes nothing */
      hear?(settings: Settings, wait: WaitState, event: CustomerEvent, moment: Moment): WaitStep | null;
      /** anything else about the customer changed */
      look?(settings: Settings, wait: WaitState, moment: Moment): WaitStep | null;
      timer(settings: Settings, wait: WaitState, moment: Moment): Passage;
    }
  | { shape: 'end'; reason(settings: Settings): string };

/** One arm of an assignment; results compare the others with the control. */
export interface Arm extends ArmShare {
  name?: string | undefined;
  control: boolean;
}

/** How a node assigns customers to arms, and what that is to teach. */
export interface Assigns {
  salt: string;
  arms: readonly Arm[];
  plan: ExperimentPlan | null;
  /** whom arms are drawn for; undefined is the customer */
  unit?: SplitUnit | undefined;
  traffic?: Traffic | null;
}

/** What settings refer to; decides what a step must load and what must exist at publish. */
export interface References {
  conditions?: readonly Condition[];
  audiences?: readonly string[];
  /** names of events whose history a step reads or that the node listens to */
  events?: readonly string[];
  templates?: readonly { template: string; channel: string }[];
  /** other journeys it leads to */
  journeys?: readonly string[];
}

export interface NodeDefinition<Settings, Kind extends string = string> {
  kind: Kind;
  /** group of the palette */
  group: 'start' | 'decide' | 'act' | 'wait' | 'end';
  words: { name: Words; about: Words };
  schema: z.ZodType<Settings>;
  /** settings a newly placed node starts with; may be incomplete */
  initial(makeSalt: () => string): { [name: string]: JsonValue };
  outlets(settings: Settings): readonly Outlet[];
  references?(settings: Settings): References;
  /** for kinds that assign customers to arms: the arms, and which of the customers who come are assigned; without `traffic` all */
  assigns?(settings: Settings): Assigns;
  /** the same settings with other shares, in percent by arm; an arm not named gets none */
  withShares?(settings: Settings, shares: { readonly [arm: string]: number }): Settings;
  /** the same settings for everybody who comes; absent where that is always so */
  forEverybody?(settings: Settings): Settings;
  /** what the schema cannot say */
  problems?(settings: Settings): readonly Problem[];
  behaviour: Behaviour<Settings>;
}

/** Lets the compiler infer a definition's settings from its schema, and its kind's name. */
export function defineNode<Settings, const Kind extends string>(
  definition: NodeDefinition<Settings, Kind>,
): NodeDefinition<Settings, Kind> {
  return definition;
}
