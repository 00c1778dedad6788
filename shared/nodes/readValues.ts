import type { JsonObject } from '../json.ts';
import type { Value } from '../value.ts';
import type { Moment } from './moment.ts';

/** What named values hold at a moment; a path that holds nothing leaves its name out. */
export function readValues(values: { [name: string]: Value } | undefined, moment: Moment): JsonObject {
  const read: JsonObject = {};
  for (const [name, value] of Object.entries(values ?? {})) {
    const held = moment.value(value);
    if (held !== undefined) read[name] = held;
  }
  return read;
}
