/** Imported exposures that turned out wrong: kept, and counted no more. */
import type { Exposure } from './exposure.ts';

/** The imported exposures of one customer to one split, under one salt. */
export interface Withdrawal {
  journeyId: string;
  node: string;
  salt: string;
  /** null: whatever they came with */
  batch: string | null;
  atMs: number;
}

/** Asks for one; the same id does it once. */
export interface WithdrawExposures extends Omit<Withdrawal, 'atMs'> {
  type: 'withdrawExposures';
  id: string;
}

export function isWithdrawnBy(
  exposure: Exposure,
  { journeyId, node, salt, batch }: Omit<Withdrawal, 'atMs'>,
): boolean {
  return (
    exposure.source === 'import' &&
    exposure.withdrawnAtMs === null &&
    exposure.journeyId === journeyId &&
    exposure.node === node &&
    exposure.salt === salt &&
    (batch === null || exposure.batch === batch)
  );
}

/** Within the ids of exposures, none of which begins with a slash. */
export function withdrawalId(id: string, profileId: string): string {
  return `/withdrawal/${id}/${profileId}`;
}
