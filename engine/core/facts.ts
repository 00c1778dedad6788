import type { CustomerEvent } from '../../shared/event.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import type { Profile } from '../../shared/profile.ts';
import type { AudienceDefinition } from '../../shared/workspace.ts';
import type { Conversion, Enrollment, Entry, OutboxRow } from './records.ts';

/** All that a condition about one customer may look at. */
export interface Facts {
  nowMs: number;
  /** civil zone for dates written without one */
  zone: string;
  profile: Profile;
  /** oldest first */
  events: readonly CustomerEvent[];
  enrollments: readonly Enrollment[];
  conversions: readonly Conversion[];
  /** messages, settled or open */
  sends: readonly OutboxRow[];
  audiences: { readonly [id: string]: AudienceDefinition };
  /** the enrollment that asks; null outside of one */
  enrollment: AskingEnrollment | null;
}

export interface AskingEnrollment {
  journeyId: string;
  ordinal: number;
  enteredAtMs: number;
  entry: Entry;
  vars: JsonObject;
  key: string | null;
}

/** What lies at a dotted path, walking own properties only. */
export function readIn(root: JsonValue | undefined, path: string): JsonValue | undefined {
  let at = root;
  for (const part of path.split('.')) {
    if (!isJsonObject(at) || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  return at;
}

/** What a path of the language holds: `event.…`, `vars.…`, `key`, `tags`, else an attribute. */
export function readPath(facts: Pick<Facts, 'profile' | 'enrollment'>, path: string): JsonValue | undefined {
  if (path === 'key') return facts.enrollment?.key ?? undefined;
  if (path.startsWith('event.')) return readIn(facts.enrollment?.entry.properties, path.slice(6));
  if (path.startsWith('vars.')) return readIn(facts.enrollment?.vars, path.slice(5));
  if (path === 'tags') return facts.profile.tags;
  return path.includes('.') ? readIn(facts.profile.attributes, path) : own(facts.profile.attributes, path);
}

function own(attributes: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}
