import type { Condition, Where } from '../../../shared/condition.ts';
import type { JsonObject } from '../../../shared/json.ts';

/** Conditions on a customer, or on the properties of one event. */
export type Scope = 'profile' | 'where';

type LeafType = Exclude<Condition | Where, { type: 'all' | 'any' | 'not' }>['type'];

/** What a condition starts as; most are incomplete until somebody names what they ask for. */
export const newCondition: { readonly [Type in LeafType]: (makeSalt: () => string) => JsonObject } = {
  attribute: () => ({ type: 'attribute', attribute: '', op: '=', value: '' }),
  property: () => ({ type: 'property', property: '', op: '=', value: '' }),
  event: () => ({ type: 'event', event: '' }),
  eventSum: () => ({ type: 'eventSum', event: '', property: '', op: '>=', value: 0 }),
  audience: () => ({ type: 'audience', audience: '', is: 'in' }),
  journey: () => ({ type: 'journey', journey: '', is: 'entered' }),
  message: () => ({ type: 'message', is: 'sent' }),
  consent: () => ({ type: 'consent', channel: 'sms', is: 'granted' }),
  bucket: (makeSalt) => ({ type: 'bucket', salt: makeSalt(), from: 0, to: 5000 }),
};

const PROFILE_TYPES = [
  'attribute',
  'event',
  'eventSum',
  'audience',
  'message',
  'consent',
  'journey',
  'bucket',
] as const satisfies readonly LeafType[];

export function leafTypes(scope: Scope): readonly LeafType[] {
  return scope === 'where' ? ['property'] : PROFILE_TYPES;
}

export function isLeafType(type: unknown): type is LeafType {
  return typeof type === 'string' && Object.hasOwn(newCondition, type);
}
