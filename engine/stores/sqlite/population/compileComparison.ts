/** One comparison on a value inside a JSON column, as SQL (language.md 9.1). */
import { type SQL, sql } from 'drizzle-orm';
import type { Comparison } from '../../../../shared/condition.ts';
import type { JsonValue } from '../../../../shared/json.ts';
import { FALSE, type Scope } from './scope.ts';

/**
 * Names that a JSON path can hold in quotes exactly as written; anything else goes through `meets`.
 * Quotes and backslashes have no dependable escape there.
 */
const PLAIN_NAME = /^[\p{L}\p{N}_-]+$/u;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Compiles a comparison. The result may be NULL, which stands for false.
 *
 * @param json  a column of JSON text, an object or NULL
 * @param path  dotted, walked over own properties only
 */
export function compileComparison(json: SQL, path: string, wanted: Comparison, scope: Scope): SQL {
  const names = path.split('.');
  const isExact = names.every((name) => PLAIN_NAME.test(name)) && isWellFormed(wanted);
  if (!isExact) return byEvaluator(json, path, wanted, scope);
  const at = `$${names.map((name) => `."${name}"`).join('')}`;
  return nativeComparison({ json, at }, wanted) ?? byEvaluator(json, path, wanted, scope);
}

/** The evaluator's own answer, row by row: slower, and never a different one. */
function byEvaluator(json: SQL, path: string, wanted: Comparison, scope: Scope): SQL {
  return sql`meets(${json}, ${path}, ${JSON.stringify(wanted)}, ${scope.nowMs}, p.time_zone, ${scope.zone})`;
}

/** Texts with half a surrogate pair do not survive the way into SQLite. */
function isWellFormed(wanted: Comparison): boolean {
  const constants: readonly JsonValue[] = 'value' in wanted ? [wanted.value].flat() : [];
  return constants.every((value) => typeof value !== 'string' || !LONE_SURROGATE.test(value));
}

interface Place {
  json: SQL;
  at: string;
}

/** null where SQL has no words for it. */
function nativeComparison(place: Place, wanted: Comparison): SQL | null {
  switch (wanted.op) {
    case 'exists':
      return sql`${typeAt(place)} <> 'null'`;
    case 'missing':
      return sql`coalesce(${typeAt(place)}, 'null') = 'null'`;
    case '=':
      return sql`${jsonAt(place)} = ${jsonText(wanted.value)}`;
    case '!=':
      return sql`${jsonAt(place)} IS NOT ${jsonText(wanted.value)}`;
    case 'in':
      return isOneOf(place, wanted.value);
    case 'notIn':
      return sql`(${isOneOf(place, wanted.value)}) IS NOT TRUE`;
    case '>':
    case '>=':
    case '<':
    case '<=':
      return ordered(place, wanted.op, wanted.value);
    case 'between':
      return sql`${ordered(place, '>=', wanted.value[0])} AND ${ordered(place, '<=', wanted.value[1])}`;
    case 'contains':
      return contains(place, wanted.value);
    case 'startsWith':
      if (typeof wanted.value !== 'string') return FALSE;
      return sql`instr(${textAt(place)}, ${wanted.value}) = 1`;
    default:
      return null;
  }
}

// stored JSON and these texts come from the same JSON.stringify, so equal values are equal texts
const jsonText = (value: JsonValue) => JSON.stringify(value);
const jsonAt = ({ json, at }: Place) => sql`(${json} -> ${at})`;
const valueAt = ({ json, at }: Place) => sql`(${json} ->> ${at})`;
const typeAt = ({ json, at }: Place) => sql`json_type(${json}, ${at})`;
const textAt = (place: Place) => sql`(CASE ${typeAt(place)} WHEN 'text' THEN ${valueAt(place)} END)`;

function isOneOf(place: Place, values: readonly JsonValue[]): SQL {
  const texts = JSON.stringify(values.map(jsonText));
  return sql`${jsonAt(place)} IN (SELECT value FROM json_each(${texts}))`;
}

function ordered(place: Place, op: '>' | '>=' | '<' | '<=', bound: number | string): SQL {
  const operator = sql.raw(op);
  // the type is looked at last: most rows are out by their value
  if (typeof bound === 'string') {
    return sql`(${valueAt(place)} ${operator} ${bound} AND ${typeAt(place)} = 'text')`;
  }
  // as a double, because that is what the number was when it was written
  return sql`(CAST(${valueAt(place)} AS REAL) ${operator} ${bound} AND ${typeAt(place)} IN ('integer', 'real'))`;
}

function contains(place: Place, part: string | number | boolean): SQL {
  const inList = sql`${typeAt(place)} = 'array' AND ${listHolds(sql`json_each(${place.json}, ${place.at})`, part)}`;
  if (typeof part !== 'string') return inList;
  return sql`(${inList}) OR instr(${textAt(place)}, ${part}) > 0`;
}

/** Whether a list, given as a `json_each`, holds an item of the same type and value. */
export function listHolds(items: SQL, part: string | number | boolean): SQL {
  if (typeof part === 'boolean') {
    return sql`EXISTS (SELECT 1 FROM ${items} AS item WHERE item.type = ${String(part)})`;
  }
  const types = typeof part === 'string' ? sql`('text')` : sql`('integer', 'real')`;
  const value = typeof part === 'string' ? sql`item.value` : sql`CAST(item.value AS REAL)`;
  return sql`EXISTS (SELECT 1 FROM ${items} AS item WHERE item.type IN ${types} AND ${value} = ${part})`;
}
