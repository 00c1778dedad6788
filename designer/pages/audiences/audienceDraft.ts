/** An audience in the form: its definition may still be incomplete. */
import { conditionSchema } from '../../../shared/condition.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { type AudienceDefinition, audienceDefinitionSchema } from '../../../shared/workspace.ts';

export interface AudienceDraft {
  kind: 'condition' | 'list';
  condition: JsonObject | undefined;
  /** ids as typed, one a line */
  list: string;
}

export function draftFrom(definition: AudienceDefinition | null): AudienceDraft {
  if (definition && 'members' in definition) {
    return { kind: 'list', condition: undefined, list: definition.members.join('\n') };
  }
  // a condition is plain JSON, whatever its type says about absent fields
  return { kind: 'condition', condition: (definition ?? undefined) as JsonObject | undefined, list: '' };
}

/** The definition the draft comes to; null while it is incomplete. */
export function definitionFrom({ kind, condition, list }: AudienceDraft): AudienceDefinition | null {
  if (kind === 'condition') {
    const parsed = conditionSchema.safeParse(condition);
    return parsed.success ? parsed.data : null;
  }
  const members = [...new Set(list.split('\n').map((line) => line.trim()))].filter((id) => id !== '');
  const parsed = audienceDefinitionSchema.safeParse({ members });
  return parsed.success ? parsed.data : null;
}
