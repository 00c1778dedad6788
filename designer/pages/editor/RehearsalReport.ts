import type { NodeId, OutletId, ProfileId } from '../../../shared/ids.ts';

/** What a rehearsal came to, row by row (language.md §10.3); instants are ISO 8601. */
export interface TraceRow {
  at: string;
  profile: ProfileId;
  journey: string;
  version?: number;
  node: NodeId;
  outlet?: OutletId | null;
  reason?: string | null;
}

export interface RehearsalReport {
  trace: readonly TraceRow[];
  deliveries: readonly {
    at: string;
    profile: ProfileId;
    node?: NodeId;
    channel?: string;
    template?: string;
    text?: string;
  }[];
  refusals: readonly { at: string; profile: ProfileId; node?: NodeId; reason: string }[];
  ends: readonly { at: string; profile: ProfileId; reason: string; detail?: string }[];
  waiting: readonly { profile: ProfileId; node?: NodeId }[];
  entryRefusals?: readonly { at?: string; profile: ProfileId; reason: string }[];
  problems?: readonly { journey?: string; code: string }[];
}
