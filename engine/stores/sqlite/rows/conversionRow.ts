import type { Conversion } from '../../../core/records.ts';

export const conversionColumns = [
  'profile_id',
  'seq',
  'journey_id',
  'ordinal',
  'version',
  'goal',
  'at_ms',
  'value',
] as const;

/** Values in the order of `conversionColumns`. */
export type ConversionValues = [
  profileId: string,
  seq: number,
  journeyId: string,
  ordinal: number,
  version: number,
  goal: string,
  atMs: number,
  value: number | null,
];

export function conversionValues(of: Conversion, seq: number): ConversionValues {
  return [of.profileId, seq, of.journeyId, of.ordinal, of.version, of.goal, of.atMs, of.value];
}

export function conversionOf(values: ConversionValues): Conversion {
  const [profileId, , journeyId, ordinal, version, goal, atMs, value] = values;
  return { profileId, journeyId, ordinal, version, goal, atMs, value };
}
