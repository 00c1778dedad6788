import type { Exposure } from '../../../core/records.ts';

export const exposureColumns = [
  'profile_id',
  'seq',
  'journey_id',
  'node',
  'ordinal',
  'salt',
  'arm',
  'version',
  'epoch',
  'source',
  'exposed_at_ms',
  'key',
] as const;

/** Values in the order of `exposureColumns`. */
export type ExposureValues = [
  profileId: string,
  seq: number,
  journeyId: string,
  node: string,
  ordinal: number,
  salt: string,
  arm: string,
  version: number,
  epoch: number,
  source: Exposure['source'],
  exposedAtMs: number,
  key: string | null,
];

export function exposureValues(of: Exposure, seq: number): ExposureValues {
  return [
    of.profileId,
    seq,
    of.journeyId,
    of.node,
    of.ordinal,
    of.salt,
    of.arm,
    of.version,
    of.epoch,
    of.source,
    of.exposedAtMs,
    of.key,
  ];
}

export function exposureOf(values: ExposureValues): Exposure {
  const [profileId, , journeyId, node, ordinal, salt, arm, version, epoch, source, exposedAtMs, key] = values;
  return { profileId, journeyId, node, ordinal, salt, arm, version, epoch, source, exposedAtMs, key };
}
