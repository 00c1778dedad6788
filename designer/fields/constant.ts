import type { Constant, JsonValue } from '../../shared/json.ts';

export type ConstantKind = 'text' | 'number' | 'boolean';

export function kindOfConstant(value: JsonValue | undefined): ConstantKind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return 'text';
}

/** The same value as another kind; what cannot be read becomes that kind's empty value. */
export function asConstant(value: JsonValue | undefined, kind: ConstantKind): Constant {
  switch (kind) {
    case 'number': {
      const number = Number(value);
      return Number.isFinite(number) ? number : 0;
    }
    case 'boolean':
      return value === true || value === 'true' || value === 1;
    case 'text':
      return value === undefined || value === null ? '' : String(value);
  }
}
