import type { z } from 'zod';
import { isJsonObject } from './json.ts';
import { type Problem, type ProblemCode, type ProblemDetails, problem, problemCodes } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Our own codes that schemas put into `error` where zod has no word for the fault. */
const CODES_OF_MESSAGES: { readonly [message: string]: ProblemCode } = {
  duration: 'wrong-duration',
  offset: 'wrong-duration',
  instant: 'wrong-time',
  'local-time': 'wrong-time',
  'local-date': 'wrong-time',
  'local-date-time': 'wrong-time',
  zone: 'wrong-zone',
  'reserved-name': 'wrong-value',
  'empty-bucket': 'wrong-value',
  'too-many-attributes': 'too-long',
  'too-many-properties': 'too-long',
  'too-many-nodes': 'too-long',
};

function isNumber({ origin }: { origin: string }): boolean {
  return origin === 'number' || origin === 'int';
}

function codeOf(issue: Issue): ProblemCode {
  const known = CODES_OF_MESSAGES[issue.message];
  if (known) return known;
  if (issue.message in problemCodes) return issue.message as ProblemCode; // `in` has just shown it
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'missing-field' : 'wrong-type';
    case 'too_big':
      return isNumber(issue) ? 'too-big' : 'too-long';
    case 'too_small':
      if (!isNumber(issue)) return 'too-short';
      return issue.inclusive === false ? 'not-above' : 'too-small';
    default:
      return 'wrong-value';
  }
}

function paramsOf(issue: Issue, name: string): ProblemDetails['params'] {
  switch (issue.code) {
    case 'invalid_type':
      return { name, expected: issue.expected };
    case 'too_big':
      return { name, max: Number(issue.maximum) };
    case 'too_small':
      return { name, min: Number(issue.minimum) };
    case 'custom':
      return { name, ...issue.params };
    default:
      return { name };
  }
}

/** A field is missing as undefined input to a union, an absent discriminator or an empty text; all read "required". */
function isMissing(issue: Issue): boolean {
  if (issue.code === 'too_small' || issue.code === 'invalid_format') return issue.input === '';
  if (issue.code !== 'invalid_union') return false;
  const { discriminator, input } = issue;
  if (discriminator === undefined) return input === undefined;
  return isJsonObject(input) && input[discriminator] === undefined;
}

/** An empty text fails its length and its form at once, but is one problem. */
function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ code, field }) => {
    const key = `${code} ${field}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The member of a union that fits best: the one whose complaint lies deepest, then the shortest list. */
function bestOption(options: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map((issue) => issue.path.length));
  const named = options.filter((issues) => !issues.some(isAboutDiscriminator));
  return [...(named.length > 0 ? named : options)].sort(
    (a, b) => depth(b) - depth(a) || a.length - b.length,
  )[0];
}

function isAboutDiscriminator(issue: Issue): boolean {
  const last = issue.path.at(-1);
  return issue.code === 'invalid_value' && issue.path.length === 1 && (last === 'type' || last === 'op');
}

function flatten(
  issues: readonly Issue[],
  base: readonly PropertyKey[],
): { issue: Issue; path: PropertyKey[] }[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    const inner = issue.code === 'invalid_union' && !isMissing(issue) ? bestOption(issue.errors) : undefined;
    return inner && inner.length > 0 ? flatten(inner, path) : [{ issue, path }];
  });
}

/**
 * Zod's issues as our coded problems. Values are never repeated, so no customer's data leaks into an answer.
 * @param where node and field prefix under which the parsed value stands
 */
export function problemsOf(error: z.ZodError, where: { nodeId?: string; field?: string } = {}): Problem[] {
  const problems = flatten(error.issues as Issue[], []).flatMap(({ issue, path }) => {
    const place = [...(where.field ? [where.field] : []), ...path.map(String)];
    const base = where.nodeId === undefined ? {} : { nodeId: where.nodeId };
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((name) =>
        problem('unknown-field', { ...base, field: [...place, name].join('.'), params: { name } }),
      );
    }
    const name = String(path.at(-1) ?? where.field ?? 'body');
    const code = isMissing(issue) ? 'missing-field' : codeOf(issue);
    return [problem(code, { ...base, field: place.join('.'), params: { ...paramsOf(issue, name) } })];
  });
  return withoutRepeats(problems);
}
