/** What a union of schemas complains about, as few issues about the member that was meant. */
import type { z } from 'zod';
import { isJsonObject } from './json.ts';

export type Issue = z.core.$ZodIssue;
export interface PlacedIssue {
  issue: Issue;
  path: PropertyKey[];
  /** of a field that takes one of some values */
  values?: readonly string[];
  /** of an object with nothing in it: fields that would say which member is meant */
  names?: readonly string[];
}
type Option = readonly Issue[];

/** Fields that tell the members of the language's unions apart, in the order they do. */
const DISCRIMINATORS = ['type', 'op'] as const;

/** A union among the members of a union stands for its own members. */
function membersOf(issue: Issue): readonly Option[] {
  if (issue.code !== 'invalid_union') return [];
  return issue.errors.flatMap((option: Option) => {
    const [only] = option;
    const isNested =
      option.length === 1 &&
      only?.code === 'invalid_union' &&
      only.path.length === 0 &&
      only.errors.length > 0;
    return isNested && only ? membersOf(only) : [option];
  });
}

/** The values a member would take at its discriminator; null when it has nothing against what is there. */
function wantedAt(option: Option, name: string): readonly string[] | null {
  for (const issue of option) {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0 && issue.keys.includes(name)) return [];
    const isThere = issue.path.length === 1 && issue.path[0] === name;
    if (isThere && issue.code === 'invalid_value') return issue.values.map(String);
  }
  return null;
}

function depthOf(option: Option): number {
  return Math.max(...option.map((issue) => issue.path.length));
}

function unknownCountOf(option: Option): number {
  return option.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
}

/** The member that fits best: whose complaint lies deepest, that knows most of the fields, that says least. */
function bestOf(options: readonly Option[]): Option {
  const sorted = [...options].sort(
    (a, b) => depthOf(b) - depthOf(a) || unknownCountOf(a) - unknownCountOf(b) || a.length - b.length,
  );
  return sorted[0] ?? [];
}

/** No member takes what stands at the discriminator: one issue that names what any of them would. */
function refusedAt(options: readonly Option[], name: string): PlacedIssue | null {
  const wanted = options.map((option) => wantedAt(option, name));
  if (wanted.includes(null)) return null;
  const values = [...new Set(wanted.flatMap((one) => one ?? []))];
  const issue = options.flat().find(({ code, path }) => code === 'invalid_value' && path[0] === name);
  return issue && values.length > 0 ? { issue, path: [name], values } : null;
}

/** An object of which no member knows a field does not tell which one it is to be: the first field each asks for. */
function namesWanted(issue: Issue, options: readonly Option[]): readonly string[] {
  if (!isJsonObject(issue.input)) return [];
  const isUnknown = (name: string) =>
    options.every((option) =>
      option.some(
        ({ path, ...of }) => of.code === 'unrecognized_keys' && path.length === 0 && of.keys.includes(name),
      ),
    );
  if (!Object.keys(issue.input).every(isUnknown)) return [];
  const firsts = options.flatMap((option) => option.find(({ path }) => path.length === 1)?.path ?? []);
  return [...new Set(firsts.map(String))];
}

function issuesOfUnion(issue: Issue, base: readonly PropertyKey[]): PlacedIssue[] {
  let options = membersOf(issue);
  const names = namesWanted(issue, options);
  if (names.length > 1) return [{ issue, path: [...base], names }];
  for (const name of DISCRIMINATORS) {
    const refused = refusedAt(options, name);
    if (refused) return [{ ...refused, path: [...base, ...refused.path] }];
    const fitting = options.filter((option) => wantedAt(option, name) === null);
    options = fitting.length > 0 ? fitting : options;
  }
  return placedIssues(bestOf(options), base);
}

/** A union's field is missing as undefined input, or as an absent discriminator. */
export function isMissingUnion(issue: Issue): boolean {
  if (issue.code !== 'invalid_union') return false;
  const { discriminator, input } = issue;
  if (discriminator === undefined) return input === undefined;
  return isJsonObject(input) && input[discriminator] === undefined;
}

/** Every issue with its whole path; unions come down to the member that was meant. */
export function placedIssues(issues: readonly Issue[], base: readonly PropertyKey[] = []): PlacedIssue[] {
  return issues.flatMap((issue): PlacedIssue[] => {
    const path = [...base, ...issue.path];
    if (issue.code === 'invalid_key') {
      // the path ends with the name itself, which the inner issues are about
      return issue.issues.map((inner) => ({ issue: inner, path }));
    }
    if (issue.code === 'invalid_value') return [{ issue, path, values: issue.values.map(String) }];
    if (issue.code !== 'invalid_union' || isMissingUnion(issue) || issue.errors.length === 0) {
      const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : null;
      return [options ? { issue, path, values: options } : { issue, path }];
    }
    return issuesOfUnion(issue, path);
  });
}
