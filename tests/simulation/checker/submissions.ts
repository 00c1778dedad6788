/** I1 and I13: what providers were asked to do, against what they answered. */
import type { Call } from '../evidence.ts';
import type { Knowledge } from './knowledge.ts';

/** The only provider that carries a repeated call out once. */
const KEEPS_KEYS = 'email';

function hasCrashBetween(known: Knowledge, before: Call, after: Call): boolean {
  return known.notesOf('crash').some(({ tick }) => tick > before.tick && tick < after.tick);
}

/** A provider is asked again under one key only after it said that this is safe. */
export function oneSubmissionPerKey(known: Knowledge): string[] {
  const attempts = known.plan.workspace.retry?.attempts ?? 3;
  return [...known.callsByKey].flatMap(([key, calls]) => {
    const wrong = calls.flatMap((call, index) => {
      const before = calls[index - 1];
      if (!before || before.answer === 'failed') return [];
      // repeating under a key that the provider keeps is safe, but only a crash is a reason for it
      if (call.channel === KEEPS_KEYS && hasCrashBetween(known, before, call)) return [];
      return [`${key} was submitted again at ${call.atMs} after “${before.answer}”`];
    });
    const failed = calls.filter(({ answer }) => answer === 'failed').length;
    const isOver = calls[0]?.channel !== KEEPS_KEYS && failed > attempts;
    return isOver ? [...wrong, `${key} was tried ${failed} times, allowed are ${attempts}`] : wrong;
  });
}

/** What nobody knows the outcome of is never sent again, and is said to be unknown. */
export function unknownNeverResent(known: Knowledge): string[] {
  const resent = [...known.callsByKey].flatMap(([key, calls]) => {
    const [first] = calls;
    if (!first || first.channel === KEEPS_KEYS) return [];
    const last = calls.findIndex(({ answer }) => answer === 'lost' || answer === 'hung');
    if (last < 0) return [];
    if (last < calls.length - 1) return [`${key} was sent again though its outcome was unknown`];
    const status = known.rowByKey.get(key)?.status;
    return status === 'unknown' ? [] : [`${key} has an unknown outcome, the ledger says ${status}`];
  });
  const denied = [...known.callsByKey].flatMap(([key, calls]) => {
    const status = known.rowByKey.get(key)?.status;
    const isDenied = status === 'failed' || status === 'refused' || status === 'cancelled';
    const mayHaveArrived = calls.some((call) => call.mayHaveArrived || call.answer === 'hung');
    return isDenied && mayHaveArrived ? [`${key} may have arrived, the ledger says ${status}`] : [];
  });
  const open = known.reads.deliveries
    .filter(({ status }) => status === 'claimed' || status === 'calling')
    .map(({ node, profileId, status }) => `a message of ${node} to ${profileId} is left ${status}`);
  return [...resent, ...denied, ...open];
}
