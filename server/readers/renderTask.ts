/** A template rendered for a person to look at; off the main thread, because a template may be slow on purpose. */
import { render, templateFault } from '../../engine/core/template.ts';
import type { JsonObject } from '../../shared/json.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Content, Rendered } from '../../shared/template.ts';

export interface RenderTask {
  content: Content;
  channel: string;
  profile: Profile | null;
  event: JsonObject;
  /** where the profile has no zone of its own */
  zone: string;
}

export interface RenderedPreview {
  rendered: Rendered | null;
  problems: Problem[];
  missing: string[];
}

const textsOf = (content: Content): string[] =>
  typeof content === 'string' ? [content] : [content.subject, content.body];

/** Paths that a template prints, as far as they are written plainly. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/\{\{-?\s*([A-Za-z_\p{L}][\w\p{L}.]*)\s*(?:\||-?\}\})/gu)].map(
    (match) => match[1] ?? '',
  );
}

function has(scope: JsonObject, path: string): boolean {
  let at: unknown = scope;
  for (const part of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false;
    at = (at as JsonObject)[part];
  }
  return at !== null && at !== undefined;
}

export function renderPreview({ content, channel, profile, event, zone }: RenderTask): RenderedPreview {
  const scope: JsonObject = { ...profile?.attributes, tags: profile?.tags ?? [], event, vars: {}, key: null };
  const texts = textsOf(content);
  const faults = texts.flatMap((text) => templateFault(text) ?? []);
  const missing = [...new Set(texts.flatMap(pathsIn))].filter((path) => !has(scope, path));
  const fault = (detail: string) => problem('template-fault', { params: { template: '', detail } });
  if (faults.length > 0) return { rendered: null, problems: faults.map(fault), missing };
  try {
    const request = { content, channel, scope, zone: profile?.timeZone ?? zone, missing: 'default' } as const;
    return { rendered: render(request), problems: [], missing };
  } catch (error) {
    return {
      rendered: null,
      problems: [fault(error instanceof Error ? (error.message.split('\n')[0] ?? '') : '')],
      missing,
    };
  }
}
