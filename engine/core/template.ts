/** Content of messages: LiquidJS, restricted to what operators need (architecture.md). */
import { type Context, Liquid, type Template as Parsed } from 'liquidjs';
import type { JsonObject } from '../../shared/json.ts';
import type { Content, Rendered, Template } from '../../shared/template.ts';

export const TEMPLATE_PARSE_MAX = 100_000;
export const TEMPLATE_RENDER_MS_MAX = 1_000;
export const TEMPLATE_MEMORY_MAX = 1_000_000;
/** Parsed templates kept; the oldest goes first. */
const PARSED_KEPT_MAX = 500;

const TAGS = ['if', 'unless', 'case'];
const FILTERS = [
  'default',
  'date',
  'upcase',
  'downcase',
  'capitalize',
  'strip',
  'truncate',
  'escape',
  'replace',
  'append',
  'prepend',
  'round',
  'ceil',
  'floor',
  'abs',
  'plus',
  'minus',
  'times',
  'divided_by',
  'size',
  'first',
  'last',
  'join',
];

/** Templates can read no other file: every way to one is refused. */
const noFiles = {
  readFileSync: () => '',
  readFile: async () => '',
  existsSync: () => false,
  exists: async () => false,
  containsSync: () => false,
  contains: async () => false,
  resolve: () => '',
};

/** Thousands in groups, a fixed number of decimals. */
function number(value: unknown, decimals: unknown): string {
  const amount = Number(value);
  if (value === null || value === undefined || value === '' || Number.isNaN(amount)) return '';
  const digits = Math.min(Math.max(Number(decimals ?? 0) || 0, 0), 10);
  return amount.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function keepOnly(table: { [name: string]: unknown }, names: readonly string[]): void {
  for (const name of Object.keys(table)) if (!names.includes(name)) delete table[name];
}

function createLiquid({ isHtml, isStrict }: { isHtml: boolean; isStrict: boolean }): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: isStrict,
    // `| default` and `if` may meet an absent value even when the rule is to refuse
    lenientIf: true,
    parseLimit: TEMPLATE_PARSE_MAX,
    renderLimit: TEMPLATE_RENDER_MS_MAX,
    memoryLimit: TEMPLATE_MEMORY_MAX,
    timezoneOffset: 0,
    relativeReference: false,
    fs: noFiles,
    ...(isHtml ? { outputEscape: 'escape' as const } : {}),
  });
  keepOnly(liquid.tags, TAGS);
  keepOnly(liquid.filters, FILTERS);
  const date = liquid.filters.date;
  if (typeof date !== 'function') throw new Error('the template library has no date filter');
  liquid.registerFilter('number', number);
  liquid.registerFilter('date', function (value, format = '%Y-%m-%d', zone?: string) {
    // the library would take the machine's zone; ours is the customer's
    return date.call(this, value, format, zone ?? zoneOf(this.context));
  });
  return liquid;
}

function zoneOf(context: Context): string {
  return String((context.globals as { zone?: string }).zone ?? 'UTC');
}

const engines = new Map<string, Liquid>();

function liquidFor(kind: { isHtml: boolean; isStrict: boolean }): Liquid {
  const name = `${kind.isHtml}/${kind.isStrict}`;
  let liquid = engines.get(name);
  if (!liquid) {
    liquid = createLiquid(kind);
    engines.set(name, liquid);
  }
  return liquid;
}

const parsedTexts = new Map<string, Parsed[]>();

function parse(liquid: Liquid, name: string, text: string): Parsed[] {
  const key = `${name}\n${text}`;
  let parsed = parsedTexts.get(key);
  if (!parsed) {
    parsed = liquid.parse(text);
    if (parsedTexts.size >= PARSED_KEPT_MAX) parsedTexts.delete(parsedTexts.keys().next().value ?? '');
    parsedTexts.set(key, parsed);
  }
  return parsed;
}

/** The content for a locale: exact, then the language alone, then English, then whatever there is. */
export function contentFor(template: Template, channel: string, locale: string): Content | null {
  const variants = Object.hasOwn(template, channel) ? template[channel] : undefined;
  if (!variants) return null;
  const variant = (name: string) => (Object.hasOwn(variants, name) ? variants[name] : undefined);
  const language = locale.split('-')[0] ?? locale;
  const sameLanguage = Object.keys(variants).find((name) => name.split('-')[0] === language);
  return (
    variant(locale) ??
    variant(language) ??
    (sameLanguage === undefined ? undefined : variant(sameLanguage)) ??
    variant('en') ??
    Object.values(variants)[0] ??
    null
  );
}

export interface RenderRequest {
  content: Content;
  channel: string;
  /** attributes by name, and `event`, `vars`, `key`, `tags` */
  scope: JsonObject;
  zone: string;
  /** what an absent value means: nothing, or no message */
  missing: 'default' | 'refuse';
}

/**
 * A message ready to send, or null when a value is missing and the node says to refuse then.
 * Errors: throws when the template cannot be parsed or exceeds its limits; the checker finds the former.
 */
export function render(request: RenderRequest): Rendered | null {
  const { content, channel, scope, zone, missing } = request;
  const isStrict = missing === 'refuse';
  const textOf = (text: string, isHtml: boolean) => {
    const liquid = liquidFor({ isHtml, isStrict });
    const parsed = parse(liquid, `${isHtml}/${isStrict}`, text);
    return String(liquid.renderSync(parsed, scope, { globals: { zone }, strictVariables: isStrict }));
  };
  try {
    const body = textOf(typeof content === 'string' ? content : content.body, channel === 'email');
    // one string serves as both
    const subject =
      typeof content === 'string' ? (channel === 'email' ? body : null) : textOf(content.subject, false);
    return { subject: subject === null ? null : subject.replace(/[\r\n]+/g, ' '), body };
  } catch (fault) {
    if (isStrict && fault instanceof Error && fault.name === 'UndefinedVariableError') return null;
    throw fault;
  }
}

/** What is wrong with a template's text, in the library's words, or null. */
export function templateFault(text: string): string | null {
  try {
    liquidFor({ isHtml: false, isStrict: false }).parse(text);
    return null;
  } catch (fault) {
    return fault instanceof Error ? (fault.message.split('\n')[0] ?? fault.message) : 'unreadable';
  }
}
