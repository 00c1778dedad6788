/** What each column of a file means. */
import { channelSchema, purposeSchema } from '../../shared/channel.ts';
import { FORBIDDEN_NAMES, nameSchema } from '../../shared/ids.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import { PATH_ROOTS } from '../../shared/profile.ts';

export const COLUMNS_MAX = 500;

export type AttributeType = 'auto' | 'text' | 'number' | 'boolean';
export type Target =
  | { type: 'skip' }
  | { type: 'field'; name: 'id' | 'timeZone' | 'locale' }
  | { type: 'list'; name: 'tags' | 'suppressed' }
  | { type: 'address'; channel: string }
  | { type: 'consent'; channel: string; purpose: string | null }
  | { type: 'attribute'; name: string; as: AttributeType };

export interface Column {
  name: string;
  target: Target;
}

export type ReadColumns = { ok: true; columns: Column[] } | { ok: false; problems: Problem[] };

const attributePattern = /^attributes\.([^:]+)(?::(text|number|boolean))?$/;

/** A target as written in a mapping or as a column's own name; null when it is none. */
function parseTarget(text: string): Target | null {
  if (text === '-') return { type: 'skip' };
  if (text === 'id' || text === 'timeZone' || text === 'locale') return { type: 'field', name: text };
  if (text === 'tags' || text === 'suppressed') return { type: 'list', name: text };
  const attribute = attributePattern.exec(text);
  if (attribute?.[1] !== undefined && isAttributeName(attribute[1])) {
    return {
      type: 'attribute',
      name: attribute[1],
      as: (attribute[2] as AttributeType | undefined) ?? 'auto',
    };
  }
  const [kind, channel = '', purpose, ...rest] = text.split('.');
  if (rest.length > 0 || !channelSchema.safeParse(channel).success) return null;
  if (kind === 'addresses' && purpose === undefined) return { type: 'address', channel };
  if (kind !== 'consent') return null;
  if (purpose !== undefined && !purposeSchema.safeParse(purpose).success) return null;
  return { type: 'consent', channel, purpose: purpose ?? null };
}

function isAttributeName(name: string): boolean {
  return nameSchema.safeParse(name).success && !PATH_ROOTS.has(name) && !FORBIDDEN_NAMES.has(name);
}

/** A column nobody mapped becomes an attribute; spaces and dots cannot be in its name. */
function ownTarget(column: string): Target | null {
  const named = parseTarget(column);
  if (named && named.type !== 'skip') return named;
  const name = column.replace(/[\s.]+/g, '_').replace(/^\$+/, '');
  return isAttributeName(name) ? { type: 'attribute', name, as: 'auto' } : null;
}

/** Reads the header row; `mapping` is column name → target. */
export function readColumns(header: readonly string[], mapping: ReadonlyMap<string, string>): ReadColumns {
  const problems: Problem[] = [];
  const columns: Column[] = [];
  const seen = new Set<string>();
  if (header.length > COLUMNS_MAX) {
    return { ok: false, problems: [problem('too-long', { params: { name: 'columns', max: COLUMNS_MAX } })] };
  }
  if (header.every((name) => name.trim() === '')) return { ok: false, problems: [problem('csv-header')] };
  for (const [index, raw] of header.entries()) {
    const name = raw.trim();
    const params = { column: index + 1 };
    if (seen.has(name)) problems.push(problem('csv-duplicate-column', { params }));
    seen.add(name);
    const mapped = mapping.get(name);
    const target = mapped === undefined ? ownTarget(name) : parseTarget(mapped);
    if (target) columns.push({ name, target });
    else problems.push(problem('csv-wrong-target', { params }));
  }
  if (
    problems.length === 0 &&
    !columns.some(({ target }) => target.type === 'field' && target.name === 'id')
  ) {
    problems.push(problem('csv-no-id'));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, columns };
}
