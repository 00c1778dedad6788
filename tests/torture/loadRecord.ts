/** The harness's own record: what it sent and what was acknowledged, with the instants of its clock. */
export interface SentEvent {
  id: string;
  name: string;
  profile: string;
  properties: { order: string };
}

export interface OptOut {
  acknowledgedMs: number;
  /** send keys that the file says are claimed just after the acknowledgement, and when it was asked */
  underWay: readonly string[];
  askedMs: number;
}

export interface LoadRecord {
  sent: Map<string, SentEvent>;
  /** ids whose acceptance was acknowledged, as new or as a duplicate of an answer that was lost */
  acknowledged: Set<string>;
  /** sent, and no answer came: sent again by whoever feels like it */
  unanswered: SentEvent[];
  /** answered as new although acknowledged before */
  acceptedTwice: string[];
  /** last score put and last one acknowledged, per customer */
  scores: Map<string, { sent: number; acknowledged: number }>;
  /** a customer's first acknowledged withdrawal of every channel */
  optOuts: Map<string, OptOut>;
  /** from the acknowledgement of a pause to the next request that may end it */
  pauses: { journeyId: string; fromMs: number; untilMs: number }[];
  /** answers that no request should have got */
  refusals: string[];
}

export function emptyRecord(): LoadRecord {
  return {
    sent: new Map(),
    acknowledged: new Set(),
    unanswered: [],
    acceptedTwice: [],
    scores: new Map(),
    optOuts: new Map(),
    pauses: [],
    refusals: [],
  };
}
