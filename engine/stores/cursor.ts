import type { JsonValue } from '../../shared/json.ts';
import type { Place } from './places.ts';

/** Where a page ended, as opaque text that is safe in a URL. */
export function cursorText(place: Place): string {
  return encodeURIComponent(JSON.stringify(place));
}

/**
 * Reads a cursor back.
 *
 * @param shape  what the place is made of, one letter each: `n` a number, `s` a text
 * Errors: RangeError when the text is not a cursor of that shape.
 */
export function parseCursor(text: string, shape: string): (string | number)[] {
  const place = readJson(text);
  const fits =
    Array.isArray(place) &&
    place.length === shape.length &&
    place.every((part, index) =>
      shape[index] === 'n' ? typeof part === 'number' : typeof part === 'string',
    );
  if (!fits) throw new RangeError('not a cursor of this list');
  // every part was checked against the shape above
  return place as (string | number)[];
}

function readJson(text: string): JsonValue {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return null;
  }
}
