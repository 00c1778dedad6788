/** A provider's settings as fields: read from the JSON Schema the server derives from the provider's own. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';

export interface ProviderField {
  name: string;
  title: string;
  about: string;
  kind: 'text' | 'number' | 'boolean' | 'choice';
  choices: string[];
  isSecret: boolean;
  isRequired: boolean;
  initial: JsonValue | undefined;
}

function kindOf(schema: JsonObject): ProviderField['kind'] {
  if (Array.isArray(schema.enum)) return 'choice';
  if (schema.type === 'boolean') return 'boolean';
  return schema.type === 'number' || schema.type === 'integer' ? 'number' : 'text';
}

const textOf = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '');

export function fieldsOf(schema: JsonObject): ProviderField[] {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(properties).flatMap(([name, property]) => {
    if (!isJsonObject(property)) return [];
    const choices = Array.isArray(property.enum) ? property.enum.map(String) : [];
    return [
      {
        name,
        title: textOf(property.title) || name,
        about: textOf(property.description),
        kind: kindOf(property),
        choices,
        isSecret: property.secret === true,
        // a field with a default is never missing, whatever the schema of its output says
        isRequired: required.includes(name) && property.default === undefined,
        initial: property.default,
      },
    ];
  });
}
