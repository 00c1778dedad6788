import { isJsonObject, type JsonValue } from '../shared/json.ts';

/** Whether some object inside a document has a field of this name and value: a template or audience it refers to. */
export function documentMentions(value: JsonValue | undefined, field: string, id: string): boolean {
  if (Array.isArray(value)) return value.some((one) => documentMentions(one, field, id));
  if (!isJsonObject(value)) return false;
  return value[field] === id || Object.values(value).some((one) => documentMentions(one, field, id));
}
