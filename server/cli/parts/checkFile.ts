import { type CheckResult, checkJourney } from '../../../engine/core/check/checkJourney.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { ProblemCode } from '../../../shared/problem.ts';
import { makeSalt } from '../../newSalts.ts';
import type { Plugins } from '../../plugins.ts';

/** What a file alone cannot know: templates and audiences live in a workspace. */
const OF_THE_WORKSPACE: ReadonlySet<ProblemCode> = new Set([
  'unknown-template',
  'unknown-audience',
  'no-content-for-channel',
]);

export interface FileCheck extends CheckResult {
  /** references that only a workspace can settle */
  unsettledCount: number;
}

/** Checks a document by itself. */
export function checkFile(document: JsonValue, plugins: Plugins): FileCheck {
  const context = { registry: plugins.registry, templates: {}, audiences: {}, makeSalt };
  const { journey, problems } = checkJourney(document, context);
  const settled = problems.filter(({ code }) => !OF_THE_WORKSPACE.has(code));
  return { journey, problems: settled, unsettledCount: problems.length - settled.length };
}
