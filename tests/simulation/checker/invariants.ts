/** What must be true of every run (reliability.md §8), each with its sentence. */
import type { Evidence } from '../evidence.ts';
import {
  everyEnrolIsDecided,
  everyEventIsHeardOnce,
  everyEventIsKept,
  everyExitIsTaken,
  everyMessageIsBooked,
  everyOfferIsDecided,
  everyRemovalIsDone,
  noInstanceTwice,
  nothingIsForgotten,
  nothingStaysHeld,
  nothingUnderMergedIds,
  pausesEnd,
} from './applied.ts';
import { armsAreDrawn, armsStay, everybodyGoesBack, everybodyMoves, versionsStay } from './arms.ts';
import {
  entriesAddUp,
  goalsCountOnce,
  ledgerIsTrue,
  outcomesAddUp,
  passagesAddUp,
  stepsAreWhole,
} from './books.ts';
import { everyCallIsDecidedOnce, nobodyIsCalledEarly, nobodyIsCalledLate } from './called.ts';
import { capsHold, capsRefuseNothingElse, limitsHold, quietHoursHold } from './caps.ts';
import { type Knowledge, knowledgeOf } from './knowledge.ts';
import {
  exitsGoFirst,
  nobodyEntersHalted,
  nobodyMovesInPause,
  nobodyStaysInStopped,
  nothingSentAfterEnd,
  nothingSentAfterOptOut,
  nothingSentWhileHalted,
  nothingSentWithoutConsent,
  removedStayOut,
} from './leaving.ts';
import { oneSubmissionPerKey, unknownNeverResent } from './submissions.ts';
import { delaysEndInWindows, eventsGoBeforeTimers, noTimerEarly, noTimerLate } from './timers.ts';
import { layersExclude, testedAreDrawn } from './traffic.ts';

export type InvariantId = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I13';

export interface Invariant {
  id: InvariantId;
  says: string;
  /** what contradicts it, in words */
  check(known: Knowledge): string[];
}

export interface Violation {
  id: InvariantId;
  says: string;
  found: string;
}

const INVARIANTS: readonly Invariant[] = [
  { id: 'I1', says: 'a message is submitted once per send key', check: oneSubmissionPerKey },
  { id: 'I2', says: 'every accepted event is kept once, every repetition recorded', check: everyEventIsKept },
  { id: 'I2', says: 'every event that a trigger waits for is decided once', check: everyOfferIsDecided },
  { id: 'I2', says: 'every deed of enrolling has an outcome', check: everyEnrolIsDecided },
  { id: 'I2', says: 'every schedule and day calls once', check: everyCallIsDecidedOnce },
  { id: 'I3', says: 'no schedule and no day calls early', check: nobodyIsCalledEarly },
  { id: 'I3', says: 'no schedule and no day calls late', check: nobodyIsCalledLate },
  { id: 'I2', says: 'nothing that fell due is still waiting', check: nothingIsForgotten },
  { id: 'I2', says: 'one event leads on from one wait', check: everyEventIsHeardOnce },
  { id: 'I2', says: 'what a pause held is decided once it is over', check: nothingStaysHeld },
  { id: 'I2', says: 'no pause waits for a resume that nobody can give', check: pausesEnd },
  { id: 'I2', says: 'every arrival at a message is in the ledger', check: everyMessageIsBooked },
  { id: 'I2', says: 'every exit event takes out whom it reaches', check: everyExitIsTaken },
  { id: 'I2', says: 'every removal ends what it names', check: everyRemovalIsDone },
  { id: 'I2', says: 'never two enrollments of one instance key at once', check: noInstanceTwice },
  { id: 'I2', says: 'nothing is left under an id that was merged', check: nothingUnderMergedIds },
  { id: 'I3', says: 'no timer fires early', check: noTimerEarly },
  { id: 'I3', says: 'no timer fires late while something runs', check: noTimerLate },
  { id: 'I3', says: 'an event goes before the timer of its instant', check: eventsGoBeforeTimers },
  { id: 'I3', says: 'a delay with a window ends inside it', check: delaysEndInWindows },
  { id: 'I4', says: 'nothing is sent after an end', check: nothingSentAfterEnd },
  { id: 'I4', says: 'exits and goals go before messages of the same instant', check: exitsGoFirst },
  { id: 'I4', says: 'nothing is sent after an opt-out', check: nothingSentAfterOptOut },
  { id: 'I4', says: 'nothing is sent without consent', check: nothingSentWithoutConsent },
  { id: 'I4', says: 'nothing is sent in a pause or after a stop', check: nothingSentWhileHalted },
  { id: 'I4', says: 'nobody enters what is paused, closed or stopped', check: nobodyEntersHalted },
  { id: 'I4', says: 'nobody moves in a pause', check: nobodyMovesInPause },
  { id: 'I4', says: 'nobody stays in what was stopped', check: nobodyStaysInStopped },
  { id: 'I4', says: 'who was removed by hand stays out', check: removedStayOut },
  { id: 'I5', says: 'caps hold in every prefix', check: capsHold },
  { id: 'I5', says: 'a cap that is not used up refuses nothing', check: capsRefuseNothingElse },
  { id: 'I5', says: 'quiet hours hold by the customer’s clock', check: quietHoursHold },
  { id: 'I5', says: 'a provider’s limit holds', check: limitsHold },
  { id: 'I6', says: 'a customer keeps the first arm of a split for ever', check: armsStay },
  { id: 'I6', says: 'first arms are drawn by the hash', check: armsAreDrawn },
  { id: 'I6', says: 'who is tested is drawn by the hash', check: testedAreDrawn },
  { id: 'I6', says: 'no customer is in two tests of one layer', check: layersExclude },
  { id: 'I7', says: 'an enrollment keeps its version unless migrated', check: versionsStay },
  { id: 'I7', says: 'a version that takes over leaves nobody behind', check: everybodyMoves },
  { id: 'I7', says: 'a move that is undone leaves only those who have moved on', check: everybodyGoesBack },
  { id: 'I8', says: 'entered is active, ended and parked', check: entriesAddUp },
  { id: 'I8', says: 'a goal counts once per enrollment', check: goalsCountOnce },
  { id: 'I8', says: 'arrivals and departures add up', check: passagesAddUp },
  { id: 'I8', says: 'outcomes of messages add up', check: outcomesAddUp },
  { id: 'I8', says: 'steps are numbered without gaps', check: stepsAreWhole },
  { id: 'I8', says: 'the ledger says what the providers say', check: ledgerIsTrue },
  { id: 'I13', says: 'an unknown outcome is never sent again', check: unknownNeverResent },
];

/** They compare by the id of a customer or an enrollment, and those change with a merge. */
const BY_ID: ReadonlySet<string> = new Set([
  'never two enrollments of one instance key at once',
  'no timer fires early',
  'nothing is sent after an end',
  'the ledger says what the providers say',
  'a customer keeps the first arm of a split for ever',
  'first arms are drawn by the hash',
  'who is tested is drawn by the hash',
  'no customer is in two tests of one layer',
  'every schedule and day calls once',
  'no schedule and no day calls late',
  'every exit event takes out whom it reaches',
  'every deed of enrolling has an outcome',
  'no timer fires late while something runs',
  'who was removed by hand stays out',
  'no schedule and no day calls early',
  'an unknown outcome is never sent again',
  'a delay with a window ends inside it',
  'one event leads on from one wait',
  'every removal ends what it names',
  'quiet hours hold by the customer’s clock',
  'nothing is sent without consent',
  'nothing is sent after an opt-out',
  'a cap that is not used up refuses nothing',
  'an event goes before the timer of its instant',
  'exits and goals go before messages of the same instant',
  'every event that a trigger waits for is decided once',
]);

/** Everything that is wrong with a run; empty when nothing is. */
export function violationsIn(evidence: Evidence): Violation[] {
  const known = knowledgeOf(evidence);
  const hasMerge = known.notesOf('merge').length > 0;
  const asked = INVARIANTS.filter(({ says }) => !hasMerge || !BY_ID.has(says));
  return asked.flatMap(({ id, says, check }) => check(known).map((found) => ({ id, says, found })));
}
