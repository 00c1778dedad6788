import type { z } from 'zod';
import { type Problem, type ProblemCode, type ProblemDetails, problem, problemCodes } from './problem.ts';
import { type Issue, isMissingUnion, type PlacedIssue, placedIssues } from './unionIssues.ts';

/** Values and letters of a name that a sentence repeats; a request can hold any number. */
const VALUES_NAMED = 40;
const NAME_LENGTH = 100;

/** How a time of day, a day or an instant is written, by what its schema says. */
const FORMS: { readonly [message: string]: string } = {
  instant: '2026-03-01T09:30:00Z',
  'local-time': '09:30',
  'local-date': '2026-03-01',
  'local-date-time': '2026-03-01T09:30',
};

/** Our own codes that schemas put into `error` where zod has no word for the fault. */
const CODES_OF_MESSAGES: { readonly [message: string]: ProblemCode } = {
  duration: 'wrong-duration',
  offset: 'wrong-duration',
  instant: 'wrong-time',
  'local-time': 'wrong-time',
  'local-date': 'wrong-time',
  'local-date-time': 'wrong-time',
  zone: 'wrong-zone',
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

/** Where a problem stands, as a caller names it. */
export interface ProblemPlace {
  nodeId?: string;
  /** before the fields of the parsed value */
  field?: string;
  /** JSON pointer of the parsed value in the request; its problems then carry theirs */
  pointer?: string;
}

function paramsOf(issue: Issue, name: string): ProblemDetails['params'] {
  const form = FORMS[issue.message];
  if (form !== undefined) return { name, form };
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

/** A field is missing as an absent value, an absent discriminator or an empty text; all read "required". */
function isMissing(issue: Issue): boolean {
  if (issue.code === 'too_small' || issue.code === 'invalid_format') return issue.input === '';
  return isMissingUnion(issue);
}

function codeAndParams(placed: PlacedIssue, name: string): [ProblemCode, ProblemDetails['params']] {
  const { issue, values, names } = placed;
  if (names) return ['at-least-one-of', { names: names.join(', ') }];
  // what JSON reads from 1e999
  if (issue.input === Number.POSITIVE_INFINITY) return ['too-big', { name, max: Number.MAX_VALUE }];
  if (issue.input === Number.NEGATIVE_INFINITY) return ['too-small', { name, min: -Number.MAX_VALUE }];
  const isAbsent = isMissing(issue) || (issue.code === 'invalid_value' && issue.input === undefined);
  if (values === undefined || values.length === 0) {
    return [isAbsent ? 'missing-field' : codeOf(issue), { ...paramsOf(issue, name) }];
  }
  const named = values.slice(0, VALUES_NAMED);
  const more = values.length > VALUES_NAMED ? ['…'] : [];
  return [isAbsent ? 'missing-choice' : 'not-one-of', { name, values: [...named, ...more].join(', ') }];
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

function shortened(part: PropertyKey): string {
  const text = String(part);
  return text.length > NAME_LENGTH ? `${text.slice(0, NAME_LENGTH)}…` : text;
}

/** `amount`, or `tags[0]` for an item of a list. */
function nameOf(path: readonly PropertyKey[]): string | undefined {
  const last = path.at(-1);
  if (last === undefined) return undefined;
  return typeof last === 'number' ? `${shortened(path.at(-2) ?? '')}[${last}]` : shortened(last);
}

/** A part of a JSON pointer (RFC 6901). */
function pointerPart(part: PropertyKey): string {
  return `/${shortened(part).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Where a value lies inside the one that was parsed. */
export function placeOf(path: readonly PropertyKey[], where: ProblemPlace): ProblemPlace {
  const parts = [...(where.field ? [where.field] : []), ...path.map(shortened)];
  return {
    ...(where.nodeId === undefined ? {} : { nodeId: where.nodeId }),
    field: parts.join('.'),
    ...(where.pointer === undefined ? {} : { pointer: where.pointer + path.map(pointerPart).join('') }),
  };
}

/** Zod's issues as our coded problems. Values are never repeated, so no customer's data leaks into an answer. */
export function problemsOf(error: z.ZodError, where: ProblemPlace = {}): Problem[] {
  // the library types the issues it gives out more loosely than those it makes
  const problems = placedIssues(error.issues as Issue[]).flatMap((placed) => {
    const { issue, path } = placed;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((name) =>
        problem('unknown-field', { ...placeOf([...path, name], where), params: { name: shortened(name) } }),
      );
    }
    const name = nameOf(path) ?? where.field ?? 'body';
    const [code, params] = codeAndParams(placed, name);
    return [problem(code, { ...placeOf(path, where), ...(params === undefined ? {} : { params }) })];
  });
  return withoutRepeats(problems);
}
