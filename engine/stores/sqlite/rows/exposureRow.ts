import type { JsonObject } from '../../../../shared/json.ts';
import type { Exposure } from '../../../core/exposure.ts';

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
  'unit',
  'ineligible',
  'recorded_at_ms',
  'snapshot',
  'entry',
  'batch',
  'withdrawn_at_ms',
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
  unit: string | null,
  ineligible: 1 | null,
  recordedAtMs: number | null,
  snapshot: string | null,
  entry: Exposure['entry'],
  batch: string | null,
  withdrawnAtMs: number | null,
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
    of.unit,
    of.eligible ? null : 1,
    of.recordedAtMs,
    of.snapshot && JSON.stringify(of.snapshot),
    of.entry,
    of.batch,
    of.withdrawnAtMs,
  ];
}

export function exposureOf(values: ExposureValues): Exposure {
  const [profileId, , journeyId, node, ordinal, salt, arm, version, epoch, source, exposedAtMs, key, unit] =
    values;
  const [ineligible, recordedAtMs, snapshot, entry, batch, withdrawnAtMs] = [
    values[13],
    values[14],
    values[15],
    values[16],
    values[17],
    values[18],
  ];
  return {
    profileId,
    journeyId,
    node,
    ordinal,
    salt,
    arm,
    version,
    epoch,
    source,
    exposedAtMs,
    key,
    unit,
    eligible: ineligible === null,
    recordedAtMs,
    // JSON that exposureValues wrote
    snapshot: snapshot === null ? null : (JSON.parse(snapshot) as JsonObject),
    entry,
    batch,
    withdrawnAtMs,
  };
}
