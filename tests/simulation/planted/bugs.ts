/** Every planted fault. */
import { bug, customer, type PlantedBug } from './plantedBug.ts';
import { POLICY_BUGS, SENDING_BUGS } from './sendingBugs.ts';

const leaving: readonly PlantedBug[] = [
  bug(
    'tries that are used up after a lost answer count as a failure',
    'I13',
    `${customer}/sends.ts`,
    'if (isCutOff) return leaveUnknown(draft, row);',
    '',
  ),
  bug(
    'what came before an opt-out is sent while the opt-out waits',
    'I4',
    `${customer}/sends.ts`,
    'draft.isGateShut ? undefined : firstDue(draft)',
    'firstDue(draft)',
  ),
  bug(
    'a pause that a crash cut off waits for its resume',
    'I2',
    'engine/runner/lifeKeeper.ts',
    'await this.mendPauses(record.id, atMs);',
    '',
  ),
  bug(
    'who is inside moves to a new version only when something else happens to them',
    'I7',
    'engine/runner/lifeKeeper.ts',
    'await this.movePeople(atMs);',
    '',
  ),
  bug(
    'a wait that moves to a new version begins anew',
    'I3',
    `${customer}/migrate.ts`,
    'moment.arrivedAtMs = wait.arrivedAtMs;',
    'moment.arrivedAtMs = draft.world.nowMs;',
  ),
  bug(
    'a move is undone only for whom something else happens',
    'I7',
    'engine/runner/lifeKeeper.ts',
    'await this.endMoves(atMs);\n    return undone;',
    'return undone;',
  ),
  bug(
    'whoever went back is moved again',
    'I7',
    `${customer}/migrate.ts`,
    ' || running.undoneMove === version',
    '',
  ),
  bug(
    'who left by a move that is undone stays counted as ended',
    'I8',
    `${customer}/undoMoves.ts`,
    "draft.uncount(journeyId, enrollment.version, node, 'ended', enrollment.reason);",
    '',
  ),
  bug(
    'a schedule loses an occurrence after each',
    'I2',
    'engine/runner/schedules.ts',
    'doneMs + 1',
    'doneMs + 86_400_001',
  ),
  bug(
    'the gate is asked before exits',
    'I4',
    `${customer}/advance.ts`,
    '  catchUp(draft);\n  applyInside(draft);\n',
    '  catchUp(draft);\n  while (gateFirst(draft));\n  applyInside(draft);\n',
  ),
  bug(
    'timers go before events of the same instant',
    'I3',
    `${customer}/advance.ts`,
    'timerMs < next.atMs',
    'timerMs <= next.atMs',
  ),
  bug(
    'a stop leaves who waits for no timer inside',
    'I4',
    `${customer}/advance.ts`,
    `enrollment.journeyId === journeyId && enrollment.status !== 'ended'`,
    `enrollment.journeyId === journeyId && enrollment.status === 'active' && enrollment.dueAtMs !== null`,
  ),
  bug(
    'a paused journey lets people in',
    'I4',
    `${customer}/entryQuestions.ts`,
    `refuses: ({ running }) => running.life === 'paused'`,
    'refuses: () => false',
  ),
  bug(
    'a closed journey lets people in',
    'I4',
    `${customer}/entryQuestions.ts`,
    `running.life !== 'live' && running.life !== 'paused'`,
    `running.life === 'stopped'`,
  ),
  bug(
    'who was removed by hand comes in again',
    'I4',
    `${customer}/applyInput.ts`,
    'draft.setBarred(deed.journeyId, true);',
    '',
  ),
  bug(
    'exits wait for the end of a pause',
    'I2',
    `${customer}/applyEvent.ts`,
    'const isGoal = reachGoals(',
    'if (!runs(running)) return;\n  const isGoal = reachGoals(',
  ),
  bug(
    'a removal misses who waits for no timer',
    'I2',
    `${customer}/applyInput.ts`,
    `if (isMeant && enrollment.status !== 'ended') leave(`,
    `if (isMeant && enrollment.status === 'active' && enrollment.dueAtMs !== null) leave(`,
  ),
];

const applying: readonly PlantedBug[] = [
  bug(
    'an event is applied again under its id',
    'I2',
    'engine/stores/memory/acceptInputs.ts',
    'if (known.has(input.id)) {',
    'if (known.has(input.id) && input.id === null) {',
  ),
  bug(
    'a duplicate leaves no record',
    'I2',
    'engine/stores/memory/acceptInputs.ts',
    'data.duplicates.push({ seq, id: input.id, atMs: nowMs, profileId });',
    '',
  ),
  bug(
    'a resume offers what it held twice',
    'I2',
    `${customer}/advance.ts`,
    'else offerEntry(draft, running, offer);',
    'else for (let times = 0; times < 2; times++) offerEntry(draft, running, offer);',
  ),
  bug(
    'a resume replays events twice',
    'I2',
    `${customer}/catchUp.ts`,
    'for (const event of missedEvents(draft, enrollment, missed)) {',
    'for (const event of [...missedEvents(draft, enrollment, missed), ...missedEvents(draft, enrollment, missed)]) {',
  ),
  bug(
    'jobs are forgotten by a restart',
    'I2',
    'engine/runner/runner.ts',
    'for (const job of await this.store.jobs()) this.putJob(job);',
    '',
  ),
  bug(
    'a timer that follows another is lost',
    'I2',
    'engine/stores/memory/dueIndex.ts',
    '  if (old) list.remove(old);\n  if (now) list.add(now);\n}\n\nexport function moveEffect',
    '  if (old) list.remove(old);\n  if (now && !old) list.add(now);\n}\n\nexport function moveEffect',
  ),
  bug(
    'two enrollments of one key at once',
    'I2',
    `${customer}/entryQuestions.ts`,
    `if (earlier.some((enrollment) => enrollment.status !== 'ended')) return false;`,
    '',
  ),
  bug(
    'once is once at a time',
    'I2',
    `${customer}/entryQuestions.ts`,
    `if (mode === 'once') return earlier.length === 0;`,
    `if (mode === 'once') return true;`,
  ),
  bug(
    'an event without the key reaches nobody',
    'I2',
    'engine/core/moment.ts',
    'return carried === null || carried === key;',
    'return carried === key;',
  ),
];

const timing: readonly PlantedBug[] = [
  bug(
    'a delay ends a minute early',
    'I3',
    'shared/nodes/delay.ts',
    'let untilMs = calendar.addDuration(arrivedAtMs, settings.duration, zone);',
    'let untilMs = calendar.addDuration(arrivedAtMs, settings.duration, zone) - 60_000;',
  ),
  bug(
    'a wait by the journey’s clock',
    'I3',
    'engine/core/moment.ts',
    'return namedZone(zone, { profile: facts.profile, journey',
    'return namedZone(zone, { profile: { timeZone: null }, journey',
  ),
  bug(
    'a timeout counts from the entry',
    'I3',
    'shared/nodes/waitFor.ts',
    'untilOf(settings, moment, moment.arrivedAtMs)',
    'untilOf(settings, moment, moment.enteredAtMs)',
  ),
];

const remembering: readonly PlantedBug[] = [
  bug(
    'the first arm is forgotten',
    'I6',
    'engine/core/moment.ts',
    'const isSticky = stored !== undefined && arms.some((arm) => arm.id === stored.arm);',
    'const isSticky = false;',
  ),
  bug(
    'the salt is not part of the draw',
    'I6',
    'engine/core/moment.ts',
    'return slotOf(salt, drawnUnit(',
    `return slotOf('', drawnUnit(`,
  ),
  bug(
    'an exposure is not written down',
    'I6',
    `${customer}/advanceEnrollment.ts`,
    'draft.addExposures(result.exposures);',
    '',
  ),
  bug(
    'a new version takes over who is inside',
    'I7',
    `${customer}/advanceEnrollment.ts`,
    'const { journeyId, profileId, ordinal, version } = enrollment;',
    'const { journeyId, profileId, ordinal } = enrollment;\n' +
      '  const version = draft.world.journeys.get(journeyId).current.version;',
  ),
  bug(
    'a counter forgets what it held',
    'I8',
    'engine/runner/countSums.ts',
    'known.count += delta.count;',
    'known.count = delta.count;',
  ),
  bug('a goal is counted at every event', 'I8', `${customer}/leave.ts`, 'if (isKnown) continue;', ''),
  bug(
    'refusals of entry are not counted',
    'I8',
    `${customer}/enter.ts`,
    `draft.count(journeyId, compiled.version, '', 'refused', decision);`,
    '',
  ),
];

export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...SENDING_BUGS,
  ...POLICY_BUGS,
  ...leaving,
  ...applying,
  ...timing,
  ...remembering,
];
