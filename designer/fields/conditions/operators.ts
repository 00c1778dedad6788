import type { Operator } from '../../../shared/condition.ts';
import type { JsonObject, JsonValue } from '../../../shared/json.ts';
import type { DictionaryEntry } from '../../pages/editor/editorPort.ts';
import { asConstant } from '../constant.ts';
import { withFields } from '../draft.ts';

/** The shape of what stands to the right of an operator. */
export type ValueShape =
  | 'constant'
  | 'bound'
  | 'range'
  | 'list'
  | 'date'
  | 'duration'
  | 'period'
  | 'lasting'
  | 'none';

const SHAPES: { readonly [op in Operator]: ValueShape } = {
  '=': 'constant',
  '!=': 'constant',
  '>': 'bound',
  '>=': 'bound',
  '<': 'bound',
  '<=': 'bound',
  between: 'range',
  in: 'list',
  notIn: 'list',
  contains: 'constant',
  startsWith: 'constant',
  before: 'date',
  after: 'date',
  inLast: 'duration',
  inNext: 'duration',
  inPeriod: 'period',
  exists: 'none',
  missing: 'none',
  anniversary: 'none',
  hasBeenFor: 'lasting',
};
export const OPERATORS = Object.keys(SHAPES) as Operator[]; // the table's own keys

/** Only of attributes, not of an event's properties, is it known how long they hold a value. */
const LASTING: readonly Operator[] = ['hasBeenFor'];

type EntryType = NonNullable<DictionaryEntry['type']>;

const OF_TYPE: { readonly [type in EntryType]: readonly Operator[] } = {
  text: ['=', '!=', 'in', 'notIn', 'contains', 'startsWith', 'hasBeenFor', 'exists', 'missing'],
  number: ['=', '!=', '>', '>=', '<', '<=', 'between', 'in', 'notIn', 'hasBeenFor', 'exists', 'missing'],
  boolean: ['=', '!=', 'hasBeenFor', 'exists', 'missing'],
  date: ['before', 'after', 'inLast', 'inNext', 'inPeriod', 'anniversary', 'between', 'exists', 'missing'],
  list: ['contains', 'exists', 'missing'],
};

/** The operators that make sense for a type; all of them where it is not known. */
export function operatorsFor(
  type: EntryType | undefined,
  of: 'attribute' | 'property' = 'attribute',
): readonly Operator[] {
  const known = type ? OF_TYPE[type] : OPERATORS;
  return of === 'attribute' ? known : known.filter((op) => !LASTING.includes(op));
}

export function shapeOf(op: string): ValueShape {
  // a draft may hold an operator of a later version
  return SHAPES[op as Operator] ?? 'constant';
}

function emptyValue(shape: ValueShape, before: JsonValue | undefined): JsonValue | undefined {
  const single = Array.isArray(before) ? before[0] : before;
  switch (shape) {
    case 'constant':
    case 'lasting':
      return typeof single === 'object' ? '' : (single ?? '');
    case 'bound':
      return asConstant(single, 'number');
    case 'range':
      return [asConstant(single, 'number'), asConstant(single, 'number')];
    case 'list':
      return single === undefined || single === '' || typeof single === 'object' ? [] : [single];
    case 'date':
      return '';
    case 'duration':
      return 'P7D';
    case 'period':
      return { unit: 'month', offset: 0 };
    case 'none':
      return undefined;
  }
}

/** Another operator: the value is kept where it fits, and made anew where it does not. */
export function withOperator(comparison: JsonObject, op: Operator): JsonObject {
  const shape = shapeOf(op);
  const isKept = shapeOf(String(comparison.op)) === shape;
  const value = isKept ? comparison.value : emptyValue(shape, comparison.value);
  return withFields(comparison, {
    op,
    value,
    for: shape === 'lasting' ? (comparison.for ?? 'P7D') : undefined,
  });
}
