import type { ReceiptKind } from '../../shared/event.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { NewInput } from '../stores/store.ts';

/** What became of a delivery, as a provider tells it. */
export interface ReceiptInput {
  id: string;
  profile: string;
  journey: string;
  node: string;
  kind: ReceiptKind;
  key?: string | undefined;
  delivery?: 'last' | number | undefined;
  properties?: JsonObject | undefined;
}

export function receiptInput(receipt: ReceiptInput, atMs: number): NewInput {
  const { id, profile, journey, node, kind, key = null, delivery = 'last', properties = {} } = receipt;
  return {
    profileId: profile,
    atMs,
    input: { type: 'receipt', id, journeyId: journey, node, kind, key, delivery, properties },
  };
}
