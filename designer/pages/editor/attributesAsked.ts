import type { Journey } from '../../../shared/journey/journey.ts';
import { isJsonObject, type JsonValue } from '../../../shared/json.ts';

function collect(part: JsonValue | undefined, found: Set<string>): void {
  if (Array.isArray(part)) {
    for (const inner of part) collect(inner, found);
  } else if (isJsonObject(part)) {
    if (part.type === 'attribute' && typeof part.attribute === 'string') found.add(part.attribute);
    for (const inner of Object.values(part)) collect(inner, found);
  }
}

/** Attributes that the journey's own conditions ask for, in their order; a draft may lack anything. */
export function attributesAsked({ nodes, exits, exclude }: Journey): string[] {
  const found = new Set<string>();
  for (const { settings } of Object.values(nodes)) collect(settings as JsonValue, found); // stored as JSON
  collect([exclude ?? null, exits] as unknown as JsonValue, found); // conditions are JSON, too
  found.delete('');
  return [...found];
}
