import type { JsonObject } from '../../shared/json.ts';
import type { Profile } from '../../shared/profile.ts';
import { readIn } from './facts.ts';

/** Texts, numbers and booleans at some attribute paths as they are now; null where there is none. */
export function snapshotOf(profile: Profile, paths: readonly string[]): JsonObject | null {
  if (paths.length === 0) return null;
  const kept: JsonObject = {};
  for (const path of paths) {
    const value = readIn(profile.attributes, path);
    if (value !== null && typeof value !== 'object' && value !== undefined) kept[path] = value;
  }
  return Object.keys(kept).length === 0 ? null : kept;
}
