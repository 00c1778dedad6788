/** An audience in the form: its definition may still be incomplete. */
import { conditionSchema } from '../../../shared/condition.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { type AudienceDefinition, audienceDefinitionSchema } from '../../../shared/workspace.ts';

export interface AudienceDraft {
  kind: 'condition' | 'list';
  condition: JsonObject;
  /** ids as typed, one a line */
  list: string;
}

/** What a new audience begins with: no condition, so everybody fits. */
const EVERYBODY: JsonObject = { type: 'all', of: [] };

export function draftFrom(definition: AudienceDefinition | null): AudienceDraft {
  if (definition && 'members' in definition) {
    return { kind: 'list', condition: EVERYBODY, list: definition.members.join('\n') };
  }
  // a condition is plain JSON, whatever its type says about absent fields
  const condition = (definition ?? EVERYBODY) as JsonObject;
  return { kind: 'condition', condition, list: '' };
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
