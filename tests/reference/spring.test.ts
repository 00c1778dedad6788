// Goal: the engine means what the contract says: it agrees with an interpreter written from language.md alone.
// Method: random journeys with random histories (fast-check), in a month in which the clock loses an hour.
import { test } from 'vitest';
import { AGREEMENT_TIMEOUT_MS, expectAgreement } from './agreement.ts';

test(
  'a random month of spring means the same to the engine and to the reference',
  async () => {
    await expectAgreement('2026-03-05T00:00:00Z');
  },
  AGREEMENT_TIMEOUT_MS,
);
