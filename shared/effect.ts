import type { JsonObject, JsonValue } from './json.ts';
import type { RefusalReason } from './refusal.ts';

/** A message asked for by a step; content and address are settled when the gate lets it through. */
export interface SendMessage {
  type: 'sendMessage';
  channel: string;
  template: string;
  /** the profile's locale unless the node fixes one */
  locale: string | null;
  /** decides class and exemptions; the journey's class unless the node says otherwise */
  purpose: string | null;
  tags: readonly string[];
  quiet: 'hold' | 'refuse';
  /** ISO duration; null takes the workspace's */
  maxHold: string | null;
  missing: 'default' | 'refuse';
  /** path of the address; null takes the profile's address for the channel */
  to: string | null;
}

/** A signed HTTP call; header and body values are already read. */
export interface CallWebhook {
  type: 'callWebhook';
  url: string;
  method: 'POST' | 'PUT' | 'GET';
  headers: { readonly [name: string]: string };
  body: JsonObject;
  timeoutMs: number;
  /** enrollment variable → path in the JSON answer */
  keep: { readonly [variable: string]: string };
}

/** A request to the outside as data; the outbox carries it out and brings back the outcome. */
export type Effect = SendMessage | CallWebhook;

/** Asked for by a step and applied in its own commit: nothing outside is called, so there is no outcome. */
export type InnerEffect =
  /** as if the customer had done it now */
  | { type: 'emitEvent'; event: string; properties: JsonObject }
  | {
      type: 'enrolInJourney';
      journey: string;
      /** the business key; undefined leaves it to the properties */
      key: JsonValue | undefined;
      properties: JsonObject;
    };

/** What came back for an effect. */
export type EffectOutcome =
  | { type: 'accepted'; reference?: string; answer?: JsonObject }
  | { type: 'refused'; reason: RefusalReason }
  /** the provider said no for good */
  | { type: 'rejected'; detail: string }
  /** the provider failed and the retries are used up */
  | { type: 'failed'; detail: string }
  /** whether it was carried out is not known; never repeated without evidence */
  | { type: 'unknown' };
