/** Opt-outs and removals that wait their turn: they may withdraw what the gate would still find granted. */
import type { Input, PendingInput, ProfilePatch } from '../input.ts';

function takesAway({ consent = {}, suppressed = [], addresses }: ProfilePatch): boolean {
  const isWithdrawn = Object.values(consent).some((given) =>
    typeof given === 'boolean' ? !given : Object.values(given).includes(false),
  );
  return isWithdrawn || suppressed.length > 0 || addresses !== undefined;
}

function mayForbid(input: Input): boolean {
  switch (input.type) {
    case 'consent':
      return !input.granted;
    case 'profile':
      return takesAway(input.patch);
    case 'receipt':
      return input.kind === 'optedOut' || input.kind === 'complained';
    case 'remove':
      return true;
    default:
      return false;
  }
}

/** Their acceptance numbers. */
export function forbiddingInputs(inputs: readonly PendingInput[], toldBeforeMs: number): Set<number> {
  return new Set(
    inputs.flatMap(({ seq, atMs, input }) => (atMs < toldBeforeMs && mayForbid(input) ? [seq] : [])),
  );
}
