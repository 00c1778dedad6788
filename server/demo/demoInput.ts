/** What the demo's customers are sent, and what comes from them. */
import type { ReceiptKind } from '../../shared/event.ts';
import type { JsonObject } from '../../shared/json.ts';

export interface DemoEvent {
  type: 'event';
  id: string;
  profile: string;
  name: string;
  atMs: number;
  properties: JsonObject;
}

export interface DemoReceipt {
  type: 'receipt';
  id: string;
  profile: string;
  journey: string;
  node: string;
  kind: ReceiptKind;
  atMs: number;
}

export type DemoInput = DemoEvent | DemoReceipt;

/** A message a carrier took. */
export interface DemoDelivery {
  key: string;
  profileId: string;
  journeyId: string;
  node: string;
  channel: string;
  atMs: number;
}
