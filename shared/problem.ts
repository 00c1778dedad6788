import { PROBLEM_WORDS } from './problemWords.ts';

/** A language the product speaks. */
export type Locale = 'en' | 'zh-CN';
export type Words = { readonly [locale in Locale]: string };

export type ProblemCode = keyof typeof PROBLEM_WORDS;
export type Severity = 'error' | 'warning';

/** One step of a fix: set the value at a path of the journey document. */
export interface Fix {
  path: readonly string[];
  value: unknown;
  /** what it does, where a problem can be put right in several ways */
  words?: Words;
}

/** Something wrong with a journey or a request that a person can put right. */
export interface Problem {
  code: ProblemCode;
  severity: Severity;
  nodeId?: string;
  /** dotted place inside the node's settings, the document or the request */
  field?: string;
  /** JSON pointer into the request's body, where the problem stands in one */
  pointer?: string;
  /** what the words name: counts, ids, limits; never a customer's data */
  params?: { readonly [name: string]: string | number };
  fix?: Fix;
  /** further ways to put it right */
  otherFixes?: readonly Fix[];
}

export type ProblemDetails = Omit<Problem, 'code' | 'severity'>;

export function problem(code: ProblemCode, details: ProblemDetails = {}): Problem {
  return { code, severity: PROBLEM_WORDS[code].severity, ...details };
}

/** Types of the schema library, as a sentence says them after “must be”. */
const TYPE_WORDS: { readonly [type: string]: Words } = {
  string: { en: 'text', 'zh-CN': '文本' },
  text: { en: 'text', 'zh-CN': '文本' },
  number: { en: 'a number', 'zh-CN': '数字' },
  int: { en: 'a whole number below 2^53', 'zh-CN': '小于 2^53 的整数' },
  boolean: { en: 'true or false', 'zh-CN': 'true 或 false' },
  array: { en: 'a list', 'zh-CN': '列表' },
  tuple: { en: 'a list', 'zh-CN': '列表' },
  object: { en: 'an object', 'zh-CN': '对象' },
  record: { en: 'an object', 'zh-CN': '对象' },
  null: { en: 'null', 'zh-CN': 'null' },
};

function said(name: string, value: string | number, locale: Locale): string {
  const words = name === 'expected' && Object.hasOwn(TYPE_WORDS, value) ? TYPE_WORDS[value] : undefined;
  return words?.[locale] ?? String(value);
}

/** The problem as a sentence a person can act on. */
export function problemText(found: Problem, locale: Locale): string {
  const sentence: string = PROBLEM_WORDS[found.code][locale];
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => said(name, found.params?.[name] ?? '', locale));
}

export const problemCodes = PROBLEM_WORDS;

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((found) => found.severity === 'error');
}
