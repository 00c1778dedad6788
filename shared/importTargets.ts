/** Where a column of an import goes, in the words of the API: `id`, `addresses.sms`, `attributes.age:number`, `-`. */
import { channelSchema, purposeSchema } from './channel.ts';
import { FORBIDDEN_NAMES, nameSchema } from './ids.ts';
import { PATH_ROOTS } from './profile.ts';

export const ATTRIBUTE_TYPES = ['auto', 'text', 'number', 'boolean'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

export type ImportTarget =
  | { to: 'id' | 'timeZone' | 'locale' | 'tags' | 'suppressed' | 'skip' }
  | { to: 'address'; channel: string }
  | { to: 'consent'; channel: string; purpose: string | null }
  | { to: 'attribute'; name: string; type: AttributeType };

export function targetText(target: ImportTarget): string {
  switch (target.to) {
    case 'skip':
      return '-';
    case 'address':
      return `addresses.${target.channel}`;
    case 'consent':
      return `consent.${target.channel}${target.purpose === null ? '' : `.${target.purpose}`}`;
    case 'attribute':
      return `attributes.${target.name}${target.type === 'auto' ? '' : `:${target.type}`}`;
    default:
      return target.to;
  }
}

const ATTRIBUTE = /^attributes\.([^:]+)(?::(auto|text|number|boolean))?$/;
const FIELDS = ['id', 'timeZone', 'locale', 'tags', 'suppressed'] as const;

export function isAttributeName(name: string): boolean {
  return nameSchema.safeParse(name).success && !PATH_ROOTS.has(name) && !FORBIDDEN_NAMES.has(name);
}

/** A target as written in a mapping or as a column's own name; null when it is none. */
export function parseTarget(text: string): ImportTarget | null {
  if (text === '-') return { to: 'skip' };
  const field = FIELDS.find((name) => name === text);
  if (field) return { to: field };
  const [, name, type = 'auto'] = ATTRIBUTE.exec(text) ?? [];
  if (name !== undefined && isAttributeName(name)) {
    return { to: 'attribute', name, type: type as AttributeType }; // the pattern has just these
  }
  const [kind, channel = '', purpose, ...rest] = text.split('.');
  if (rest.length > 0 || !channelSchema.safeParse(channel).success) return null;
  if (kind === 'addresses' && purpose === undefined) return { to: 'address', channel };
  if (kind !== 'consent') return null;
  if (purpose !== undefined && !purposeSchema.safeParse(purpose).success) return null;
  return { to: 'consent', channel, purpose: purpose ?? null };
}

const SMS: ImportTarget = { to: 'address', channel: 'sms' };
const EMAIL: ImportTarget = { to: 'address', channel: 'email' };
/** The attribute that lists and the examples' templates call a customer by. */
const NAME: ImportTarget = { to: 'attribute', name: 'name', type: 'text' };

/** Names that banks' systems give to what we know, without case, spaces, - and _. */
const KNOWN: ReadonlyMap<string, ImportTarget> = new Map<string, ImportTarget>([
  ['id', { to: 'id' }],
  ['profileid', { to: 'id' }],
  ['customerid', { to: 'id' }],
  ['客户号', { to: 'id' }],
  ['客户标识', { to: 'id' }],
  ['timezone', { to: 'timeZone' }],
  ['时区', { to: 'timeZone' }],
  ['locale', { to: 'locale' }],
  ['语言', { to: 'locale' }],
  ['tags', { to: 'tags' }],
  ['标签', { to: 'tags' }],
  ['suppressed', { to: 'suppressed' }],
  ['phone', SMS],
  ['mobile', SMS],
  ['sms', SMS],
  ['手机', SMS],
  ['手机号', SMS],
  ['email', EMAIL],
  ['mail', EMAIL],
  ['邮箱', EMAIL],
  ['姓名', NAME],
  ['客户姓名', NAME],
]);

const knownBy = (column: string) => KNOWN.get(column.toLowerCase().replace(/[\s_-]/g, ''));

/** A column of a name we do not know is an attribute; spaces and dots cannot be in its name. */
function asAttribute(column: string): ImportTarget | null {
  const name = column
    .replace(/^attributes\./, '')
    .replace(/^\$+/, '')
    .replace(/[\s.$]+/g, '_');
  return isAttributeName(name) ? { to: 'attribute', name, type: 'auto' } : null;
}

/** What only one column can fill. */
function placeOf(target: ImportTarget): string | null {
  if (target.to === 'skip') return null;
  return targetText(target.to === 'attribute' ? { ...target, type: 'auto' } : target);
}

/**
 * The target of every column: the one it was given, else the most likely one by its name; null where it has none.
 * What is given, or named exactly, goes before a guess, and the first guess before the next: the others become attributes.
 *
 * @param given  target by column name
 */
export function targetsOf(
  columns: readonly string[],
  given: ReadonlyMap<string, ImportTarget> = new Map(),
): (ImportTarget | null)[] {
  const exact = columns.map((column) => {
    const named = column === '-' ? null : parseTarget(column);
    return given.get(column) ?? named;
  });
  const plain = columns.map((column) => (knownBy(column) ? null : asAttribute(column)));
  const taken = new Set([...exact, ...plain].flatMap((target) => (target && placeOf(target)) ?? []));
  return columns.map((column, index) => {
    const sure = exact[index];
    if (sure) return sure;
    const guess = knownBy(column);
    const place = guess && placeOf(guess);
    if (!guess || !place || taken.has(place)) return asAttribute(column);
    taken.add(place);
    return guess;
  });
}
