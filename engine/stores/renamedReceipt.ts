import type { JsonObject } from '../../shared/json.ts';
import { sendKey } from '../core/records.ts';
import { type Alias, nameNow } from './alias.ts';
import { parseSendKey } from './namesOf.ts';

/** Properties of a receipt once its customer was merged: the send it is of is named as it is called from then on. */
export function renamedReceipt(properties: JsonObject, from: string, alias: Alias): JsonObject {
  const sent = typeof properties.key === 'string' ? parseSendKey(properties.key) : null;
  return sent?.profileId === from ? { ...properties, key: sendKey(nameNow(sent, alias)) } : properties;
}
