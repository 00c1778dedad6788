/** Where a column of an import goes, in the words of the API: `id`, `addresses.sms`, `attributes.age:number`, `-`. */
import { nameSchema } from '../../../shared/ids.ts';

export const ATTRIBUTE_TYPES = ['auto', 'text', 'number', 'boolean'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** A choice of the list, with its own fields where it needs more than a word. */
export type CsvTarget =
  | { to: 'id' | 'timeZone' | 'locale' | 'tags' | 'suppressed' | 'skip' }
  | { to: 'address' | 'consent'; channel: string }
  | { to: 'attribute'; name: string; type: AttributeType };

export function targetText(target: CsvTarget): string {
  switch (target.to) {
    case 'skip':
      return '-';
    case 'address':
      return `addresses.${target.channel}`;
    case 'consent':
      return `consent.${target.channel}`;
    case 'attribute':
      return `attributes.${target.name}${target.type === 'auto' ? '' : `:${target.type}`}`;
    default:
      return target.to;
  }
}

const byName: { readonly [name: string]: CsvTarget } = {
  id: { to: 'id' },
  profileid: { to: 'id' },
  customerid: { to: 'id' },
  客户号: { to: 'id' },
  客户标识: { to: 'id' },
  timezone: { to: 'timeZone' },
  时区: { to: 'timeZone' },
  locale: { to: 'locale' },
  语言: { to: 'locale' },
  tags: { to: 'tags' },
  标签: { to: 'tags' },
  suppressed: { to: 'suppressed' },
  phone: { to: 'address', channel: 'sms' },
  mobile: { to: 'address', channel: 'sms' },
  sms: { to: 'address', channel: 'sms' },
  手机: { to: 'address', channel: 'sms' },
  手机号: { to: 'address', channel: 'sms' },
  email: { to: 'address', channel: 'email' },
  mail: { to: 'address', channel: 'email' },
  邮箱: { to: 'address', channel: 'email' },
};

/** The most likely target of a column, by its name. */
function guessTarget(column: string): CsvTarget {
  const known = byName[column.toLowerCase().replace(/[\s_-]/g, '')];
  if (known) return known;
  const [, part, channel] = /^(addresses|consent)\.(\w+)$/.exec(column) ?? [];
  if (part && channel) return { to: part === 'consent' ? 'consent' : 'address', channel };
  // an attribute's name has neither dots nor spaces
  const name = column
    .replace(/^attributes\./, '')
    .trim()
    .replace(/[\s.$]+/g, '_');
  return { to: 'attribute', name, type: 'auto' };
}

/** Guesses for all columns; a file has one column of ids, so only the first such guess stands. */
export function guessTargets(columns: readonly string[]): CsvTarget[] {
  const guesses = columns.map(guessTarget);
  const firstId = guesses.findIndex(({ to }) => to === 'id');
  return guesses.map((guess, index) =>
    guess.to === 'id' && index !== firstId
      ? { to: 'attribute', name: `id_${index + 1}`, type: 'auto' }
      : guess,
  );
}

export type MappingFault = 'needId' | 'needNames';

export function faultOfMapping(targets: readonly CsvTarget[]): MappingFault | null {
  if (targets.filter(({ to }) => to === 'id').length !== 1) return 'needId';
  const isNamed = (target: CsvTarget) =>
    target.to !== 'attribute' || nameSchema.safeParse(target.name).success;
  return targets.every(isNamed) ? null : 'needNames';
}
