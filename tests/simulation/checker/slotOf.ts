import { createHash } from 'node:crypto';

/** The first eight bytes of SHA-256 over salt, unit separator and customer, in 10,000 slots. */
export function slotOf(salt: string, profile: string): number {
  const digest = createHash('sha256').update(`${salt}\u001f${profile}`).digest();
  return Number(digest.readBigUInt64BE(0) % 10_000n);
}
