/** One row as a customer, or everything that is wrong with it. */
import type { AttributeType } from '../../shared/importTargets.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import { parseBy } from '../../shared/parse.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import type { ProfileInput } from '../../shared/profile.ts';
import { reportedProfileSchema } from '../../shared/reportedProfile.ts';
import type { Column } from './columns.ts';

export const CELL_LENGTH_MAX = 10_000;

/** A problem and the column it stands in; null for the row as a whole. */
export interface RowProblem {
  column: string | null;
  problem: Problem;
}
export type RowRead = { ok: true; profile: ProfileInput } | { ok: false; problems: RowProblem[] };

const YES: ReadonlySet<string> = new Set(['true', '1', 'yes', 'y', '是']);
const NO: ReadonlySet<string> = new Set(['false', '0', 'no', 'n', '否']);
// longer runs of digits, and those with leading zeros, are names that look like numbers
const plainNumber = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;

function readBoolean(text: string): boolean | null {
  const word = text.toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

function readAttribute(text: string, as: AttributeType): JsonValue | null {
  switch (as) {
    case 'text':
      return text;
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : null;
    case 'boolean':
      return readBoolean(text);
    case 'auto':
      if (plainNumber.test(text)) return Number(text);
      return text === 'true' ? true : text === 'false' ? false : text;
  }
}

function listOf(text: string): string[] {
  return text
    .split(/[|;,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The draft of a profile that cells are put into. */
interface Draft {
  fields: JsonObject;
  attributes: JsonObject;
  addresses: JsonObject;
  consent: { [channel: string]: JsonValue };
}

function wrongType(column: Column, expected: string): Problem {
  return problem('wrong-type', { params: { name: column.name, expected } });
}

/** Puts one cell where its column says; the problem when it does not fit. */
function putCell(draft: Draft, column: Column, text: string): Problem | null {
  const { target } = column;
  switch (target.to) {
    case 'skip':
      return null;
    case 'id':
    case 'timeZone':
    case 'locale':
      draft.fields[target.to] = text;
      return null;
    case 'tags':
    case 'suppressed':
      draft.fields[target.to] = listOf(text);
      return null;
    case 'address':
      draft.addresses[target.channel] = text;
      return null;
    case 'consent': {
      const granted = readBoolean(text);
      if (granted === null) return wrongType(column, 'boolean');
      const before = draft.consent[target.channel];
      const purposes = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
      draft.consent[target.channel] =
        target.purpose === null ? granted : { ...purposes, [target.purpose]: granted };
      return null;
    }
    case 'attribute': {
      const value = readAttribute(text, target.type);
      if (value === null) return wrongType(column, target.type);
      draft.attributes[target.name] = value;
      return null;
    }
  }
}

/** Name of the column a problem of the parsed profile belongs to. */
function columnOf(field: string | undefined, columns: readonly Column[]): string | null {
  const [first = '', second] = (field ?? '').split('.');
  const fits = ({ target }: Column): boolean => {
    switch (target.to) {
      case 'address':
        return first === 'addresses' && target.channel === second;
      case 'consent':
        return first === 'consent' && target.channel === second;
      case 'attribute':
        return first === 'attributes' && target.name === second;
      case 'skip':
        return false;
      default:
        return target.to === first;
    }
  };
  return columns.find(fits)?.name ?? null;
}

/** Reads a row; empty cells say nothing about the customer. */
export function rowProfile(cells: readonly string[], columns: readonly Column[]): RowRead {
  if (cells.length !== columns.length) {
    const params = { count: cells.length, expected: columns.length };
    return { ok: false, problems: [{ column: null, problem: problem('csv-cells', { params }) }] };
  }
  const draft: Draft = { fields: {}, attributes: {}, addresses: {}, consent: {} };
  const problems: RowProblem[] = [];
  for (const [index, column] of columns.entries()) {
    const text = (cells[index] ?? '').trim();
    if (text === '') continue;
    const params = { name: column.name, max: CELL_LENGTH_MAX };
    const wrong = text.includes('\ufffd')
      ? problem('csv-encoding')
      : text.length > CELL_LENGTH_MAX
        ? problem('too-long', { params })
        : putCell(draft, column, text);
    if (wrong) problems.push({ column: column.name, problem: wrong });
  }
  if (problems.length > 0) return { ok: false, problems };
  const { fields, ...groups } = draft;
  const filled = Object.entries(groups).filter(([, group]) => Object.keys(group).length > 0);
  const parsed = parseBy(reportedProfileSchema, { ...fields, ...Object.fromEntries(filled) });
  if (parsed.ok) return { ok: true, profile: parsed.value };
  return {
    ok: false,
    problems: parsed.problems.map((one) => ({ column: columnOf(one.field, columns), problem: one })),
  };
}
