/** A whole simulated world as data, so that a failing one can be cut down step by step. */
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import type { WorkspaceInput } from '../../../shared/workspace.ts';

export interface SimEvent {
  id: string;
  /** absent: a business event */
  profile?: string;
  name: string;
  properties: JsonObject;
  occurredAtMs: number;
  attributes?: JsonObject;
}

export type LifeDeed = 'pause' | 'resume' | 'close' | 'stop';

/** Where a crash comes: before or after what the nth call from now on does. */
export interface CrashPoint {
  call: 'commit' | 'markCalling' | 'accept';
  nth: number;
  side: 'before' | 'after';
}

export type Act =
  | { do: 'event'; event: SimEvent }
  | { do: 'profile'; profile: ProfileInput }
  | { do: 'consent'; profile: string; channel: string; granted: boolean }
  /** of the customer's nth last message that a provider took; nothing when there is none */
  | {
      do: 'receipt';
      id: string;
      profile: string;
      kind: 'delivered' | 'clicked' | 'optedOut' | 'complained';
      back: number;
    }
  /** with a map, people inside move: from node to node, or out */
  | { do: 'publish'; journey: string; document: JourneyInput; map?: { [node: string]: string | null } }
  /** who moved with the newest version goes back, where that can be */
  | { do: 'undoMove'; journey: string }
  /** who gives up does not ask again when a crash leaves it undone */
  | { do: 'life'; journey: string; deed: LifeDeed; backlog?: 'release' | 'drop'; givesUp?: true }
  /** two ids are one customer */
  | { do: 'merge'; id: string; from: string; into: string }
  | { do: 'enrol'; profile: string; journey: string; key: string | null; override: boolean }
  | { do: 'remove'; profile: string; journey: string; key: string | null }
  | { do: 'crash'; at: CrashPoint }
  /** nothing runs for a while, then the clock jumps; what customers do meanwhile is accepted */
  | { do: 'down'; forMs: number };

export interface PlanStep {
  atMs: number;
  act: Act;
}

export interface Plan {
  seed: number;
  store: 'memory' | 'sqlite';
  startMs: number;
  untilMs: number;
  workspace: WorkspaceInput;
  profiles: ProfileInput[];
  /** in order of instants */
  steps: PlanStep[];
  /** share of calls that a provider does not simply accept */
  hostility: number;
}

const CUSTOMER_DEEDS: ReadonlySet<Act['do']> = new Set(['event', 'profile', 'consent', 'receipt', 'merge']);

/** What customers do, unlike what operators and fate do. */
export function isInput({ act }: PlanStep): boolean {
  return CUSTOMER_DEEDS.has(act.do);
}
