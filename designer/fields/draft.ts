/** Reading and writing settings that may still be incomplete: whatever is missing reads as empty. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';

export function textAt(draft: JsonObject, name: string): string {
  const value = draft[name];
  return typeof value === 'string' ? value : '';
}

export function numberAt(draft: JsonObject, name: string): number | null {
  const value = draft[name];
  return typeof value === 'number' ? value : null;
}

export function objectAt(draft: JsonObject, name: string): JsonObject | undefined {
  const value = draft[name];
  return isJsonObject(value) ? value : undefined;
}

export function listAt(draft: JsonObject, name: string): readonly JsonValue[] {
  const value = draft[name];
  return Array.isArray(value) ? value : [];
}

export function objectsAt(draft: JsonObject, name: string): readonly JsonObject[] {
  return listAt(draft, name).filter(isJsonObject);
}

export function textsAt(draft: JsonObject, name: string): readonly string[] {
  return listAt(draft, name).filter((item) => typeof item === 'string');
}

/** A copy with fields set; `undefined` takes a field out, and an empty text counts as none. */
export function withFields(
  draft: JsonObject,
  fields: { readonly [name: string]: JsonValue | undefined },
): JsonObject {
  const changed: JsonObject = { ...draft };
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) delete changed[name];
    else changed[name] = value;
  }
  return changed;
}

/** For optional fields: an empty text is the same as leaving it out. */
export function orNone(text: string): string | undefined {
  return text === '' ? undefined : text;
}

export function replaceAt<T>(items: readonly T[], index: number, item: T): T[] {
  return items.map((before, at) => (at === index ? item : before));
}

export function removeAt<T>(items: readonly T[], index: number): T[] {
  return items.filter((_, at) => at !== index);
}

/** The item moved by one place, up or down. */
export function shiftAt<T>(items: readonly T[], index: number, by: -1 | 1): T[] {
  const moved = [...items];
  const [item] = moved.splice(index, 1);
  if (item !== undefined) moved.splice(index + by, 0, item);
  return moved;
}

/** A new id for an outlet: `path2`, or the next free letter for a stem of one letter. */
export function newOutletId(items: readonly JsonObject[], stem: string): string {
  const taken = new Set(items.map((item) => textAt(item, 'id')));
  const isLetter = stem.length === 1;
  for (let number = isLetter ? 0 : 1; ; number++) {
    const id = isLetter ? String.fromCharCode(stem.charCodeAt(0) + number) : `${stem}${number}`;
    if (!taken.has(id)) return id;
  }
}
