/** Faults that somebody might write into the engine, and the invariant that has to notice each. */
import type { InvariantId } from '../checker/invariants.ts';

export interface Replacement {
  file: string;
  /** must be there exactly once */
  text: string;
  becomes: string;
}

export interface PlantedBug {
  name: string;
  caughtBy: InvariantId;
  replacements: readonly Replacement[];
}

const bug = (
  name: string,
  caughtBy: InvariantId,
  file: string,
  text: string,
  becomes: string,
  ...more: readonly Replacement[]
): PlantedBug => ({ name, caughtBy, replacements: [{ file, text, becomes }, ...more] });

const customer = 'engine/core/customer';

const sending: readonly PlantedBug[] = [
  bug(
    'every call is made twice',
    'I1',
    'engine/runner/runner.ts',
    'const calls = rows.map(async (row) => {',
    'const calls = [...rows, ...rows].map(async (row) => {',
  ),
  bug(
    'a send key without the visit',
    'I2',
    'engine/core/records.ts',
    `\${row.node}/\${row.visit}/`,
    `\${row.node}/1/`,
  ),
  bug(
    'one attempt too many',
    'I1',
    `${customer}/sends.ts`,
    'if (row.attempts >= retry.attempts) return null;',
    'if (row.attempts > retry.attempts) return null;',
  ),
  bug(
    'a call is not written down before it is made',
    'I13',
    'engine/runner/runner.ts',
    'await this.store.markCalling(rows, nowMs);',
    '',
  ),
  bug(
    'calls cut off by a crash are planned again',
    'I13',
    'engine/runner/runner.ts',
    `rows.filter((row) => row.status === 'claimed');`,
    'rows;',
  ),
  bug(
    'a timeout is retried like a failure',
    'I13',
    `${customer}/sends.ts`,
    `if (answer.type === 'failed') {`,
    `if (answer.type === 'failed' || answer.type === 'unknown') {`,
  ),
  bug(
    'what was claimed and not called is left so after a crash',
    'I13',
    'engine/runner/runner.ts',
    '...unclaimed, ...again',
    '...again',
  ),
  bug(
    'an answer is settled twice',
    'I8',
    'engine/runner/runner.ts',
    'this.answers.push(answered);',
    'this.answers.push(answered, answered);',
    {
      file: `${customer}/sends.ts`,
      text: `if (!row || (row.status !== 'claimed' && row.status !== 'calling')) return;`,
      becomes: 'if (!row) return;',
    },
  ),
];

const policy: readonly PlantedBug[] = [
  bug('a cap lets one more through', 'I5', 'engine/core/policy.ts', 'count >= cap.max', 'count > cap.max'),
  bug(
    'a cap refuses one too early',
    'I5',
    'engine/core/policy.ts',
    'count >= cap.max',
    'count >= cap.max - 1',
  ),
  bug(
    'unknown outcomes do not count toward caps',
    'I5',
    'engine/core/policy.ts',
    `['claimed', 'calling', 'accepted', 'unknown']`,
    `['claimed', 'calling', 'accepted']`,
  ),
  bug(
    'a rolling cap counts what is exactly as old as its window',
    'I5',
    'engine/core/policy.ts',
    `\`-\${cap.per}\`, zone) + 1;`,
    `\`-\${cap.per}\`, zone);`,
  ),
  bug(
    'quiet hours by the workspace’s clock',
    'I5',
    'engine/core/policy.ts',
    'return knownZone(profile.timeZone) ?? workspace.timeZone;',
    'return workspace.timeZone;',
  ),
  bug(
    'quiet hours in UTC',
    'I5',
    'engine/core/gate.ts',
    'const untilMs = quietUntil(windows, nowMs, zone);',
    `const untilMs = quietUntil(windows, nowMs, 'UTC');`,
  ),
  bug(
    'a provider’s limit is not kept',
    'I5',
    'engine/core/gate.ts',
    'return slotMs <= nowMs ? null : holdForTurn(facts, slotMs);',
    'return null;',
  ),
  bug(
    'consent is ignored',
    'I4',
    'engine/core/gate.ts',
    `consentOf(profile, row.lane, purpose) !== true`,
    'false',
  ),
  bug(
    'only who was never asked is refused',
    'I4',
    'engine/core/gate.ts',
    `consentOf(profile, row.lane, purpose) !== true`,
    'consentOf(profile, row.lane, purpose) === null',
  ),
  bug(
    'suppression is ignored',
    'I4',
    'engine/core/gate.ts',
    `if (profile.suppressed.length > 0) return 'suppressed';`,
    '',
  ),
  bug(
    'an opt-out by receipt changes nothing',
    'I4',
    `${customer}/applyInput.ts`,
    `if (receipt.kind === 'optedOut') {`,
    `if (receipt.kind === 'bounced') {`,
  ),
];

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
    'for (const event of missed) {',
    'for (const event of [...missed, ...missed]) {',
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
    'slotOf(salt, this.subject.profileId)',
    `slotOf('', this.subject.profileId)`,
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
  ...sending,
  ...policy,
  ...leaving,
  ...applying,
  ...timing,
  ...remembering,
];
