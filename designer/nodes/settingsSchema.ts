import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';

/** What a field of an integrator's settings is drawn as. */
export type FieldShape =
  | { control: 'text' | 'number' | 'boolean' | 'texts' | 'json' }
  | { control: 'choice'; options: readonly string[] };

export interface SettingsField {
  name: string;
  title: string;
  about: string | undefined;
  isRequired: boolean;
  shape: FieldShape;
}

function shapeOf(schema: JsonObject): FieldShape {
  const { type, enum: options, items } = schema;
  if (Array.isArray(options)) return { control: 'choice', options: options.map(String) };
  if (type === 'string') return { control: 'text' };
  if (type === 'number' || type === 'integer') return { control: 'number' };
  if (type === 'boolean') return { control: 'boolean' };
  if (type === 'array' && isJsonObject(items) && items.type === 'string') return { control: 'texts' };
  return { control: 'json' };
}

/** camelCase as words, for schemas without titles. */
function titleFrom(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The fields of a settings schema; null when it is no plain object and can only be written as JSON. */
export function fieldsOf(schema: z.ZodType): readonly SettingsField[] | null {
  let json: JsonObject;
  try {
    // the input side: a field with a default is one that may be left out
    json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonObject; // JSON Schema is JSON
  } catch {
    return null;
  }
  const { properties, required } = json;
  if (!isJsonObject(properties)) return null;
  return Object.entries(properties).map(([name, property]) => {
    const field = isJsonObject(property) ? property : {};
    return {
      name,
      title: textOf(field.title) ?? titleFrom(name),
      about: textOf(field.description),
      isRequired: Array.isArray(required) && required.includes(name),
      shape: shapeOf(field),
    };
  });
}
