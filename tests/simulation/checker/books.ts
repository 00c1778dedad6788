/** I8: counters, enrollments, the ledger and the providers' own logs say the same. */
import { type CountDelta, CUT_OFF, type OutboxRow } from '../../../engine/core/records.ts';
import { group, idOf, type Knowledge, keyOf } from './knowledge.ts';

/** Complains where two tallies differ. */
function compared(
  what: string,
  counted: ReadonlyMap<string, number>,
  found: ReadonlyMap<string, number>,
): string[] {
  return [...new Set([...counted.keys(), ...found.keys()])].flatMap((key) => {
    const [says, is] = [counted.get(key) ?? 0, found.get(key) ?? 0];
    return says === is ? [] : [`${what} ${key}: counted ${says}, there are ${is}`];
  });
}

function tally<Item>(items: readonly Item[], keyOfItem: (item: Item) => string): Map<string, number> {
  return new Map([...group(items, keyOfItem)].map(([key, of]) => [key, of.length]));
}

function counted(
  known: Knowledge,
  metric: CountDelta['metric'],
  keyOfDelta: (delta: CountDelta) => string,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const delta of known.reads.counts) {
    if (delta.metric !== metric) continue;
    const key = keyOfDelta(delta);
    sums.set(key, (sums.get(key) ?? 0) + delta.count);
  }
  return sums;
}

/** Entered is active, ended and parked together; ends are counted by their reasons. */
export function entriesAddUp(known: Knowledge): string[] {
  const { enrollments, entries, conversions, totals } = known.reads;
  const ended = enrollments.flatMap((of) => (of.status === 'ended' ? [of] : []));
  const ofVersion = (of: { journeyId: string; version: number }) => `${of.journeyId} v${of.version}`;
  const entered = tally(enrollments, (of) => of.journeyId);
  return [
    ...compared(
      'entered',
      counted(known, 'entered', ofVersion),
      // in the version of the first step: who is inside may have moved since
      tally(enrollments, (of) => ofVersion(known.traceById.get(idOf(of))?.[0] ?? of)),
    ),
    ...compared(
      'ended',
      counted(known, 'ended', (of) => `${ofVersion(of)} ${of.detail}`),
      tally(ended, (of) => `${ofVersion(of)} ${of.reason}`),
    ),
    ...compared(
      'goals',
      counted(known, 'goal', (of) => `${ofVersion(of)} ${of.detail}`),
      tally(conversions, (of) => `${ofVersion(of)} ${of.goal}`),
    ),
    ...compared(
      'refused',
      new Map(
        [...counted(known, 'refused', (of) => `${of.journeyId} ${of.detail}`)].filter(
          ([key]) => !key.endsWith(' held'),
        ),
      ),
      tally(
        entries.filter(({ decision }) => decision !== 'held'),
        (of) => `${of.journeyId} ${of.decision}`,
      ),
    ),
    ...totals.flatMap((of) => {
      const endedOnes = ended.filter(({ journeyId }) => journeyId === of.journeyId).length;
      const isRight = of.entered === (entered.get(of.journeyId) ?? 0) && of.ended === endedOnes;
      return isRight ? [] : [`the totals of ${of.journeyId} say ${of.entered} entered, ${of.ended} ended`];
    }),
  ];
}

/** A goal counts once per enrollment. */
export function goalsCountOnce(known: Knowledge): string[] {
  return [...group(known.reads.conversions, (of) => `${idOf(of)} ${of.goal}`)].flatMap(([name, of]) =>
    of.length === 1 ? [] : [`${name} is counted ${of.length} times`],
  );
}

/** Who moves to another version, or back, leaves a node by no outlet. */
function withoutMoves(sums: ReadonlyMap<string, number>): Map<string, number> {
  const isMove = (name: string) => name.endsWith(' migrated') || name.endsWith(' move-undone');
  return new Map([...sums].filter(([name]) => !isMove(name)));
}

/** Arrivals and departures are counted once per visit. */
export function passagesAddUp(known: Knowledge): string[] {
  const at = (of: { journeyId: string; version: number; node: string }) =>
    `${of.journeyId} v${of.version} ${of.node}`;
  const visits = new Map(
    known.reads.trace.map((row) => [`${idOf(row)}/${row.version}/${row.node}/${row.visit}`, row]),
  );
  const left = known.reads.trace.filter(({ outlet }) => outlet !== null);
  return [
    ...compared('arrived', counted(known, 'arrived', at), tally([...visits.values()], at)),
    ...compared(
      'left',
      withoutMoves(counted(known, 'left', (of) => `${at(of)} ${of.detail}`)),
      tally(left, (of) => `${at(of)} ${of.outlet}`),
    ),
  ];
}

/** Outcomes of messages are counted once each. */
export function outcomesAddUp(known: Knowledge): string[] {
  const outcomes = known.reads.deliveries.flatMap((row) => {
    if (row.status === 'refused') return [{ row, outcome: row.reason }];
    const isSettled = ['accepted', 'rejected', 'failed', 'unknown'].includes(row.status);
    const isParked = known.enrollmentById.get(idOf(row))?.status === 'parked';
    return isSettled && !isParked ? [{ row, outcome: row.status }] : [];
  });
  const parked = new Set(
    known.reads.enrollments.flatMap((of) => (of.status === 'parked' ? [of.journeyId] : [])),
  );
  const key = (of: { journeyId: string; version: number; node: string }, outcome: string) =>
    `${of.journeyId} v${of.version} ${of.node} ${outcome}`;
  const isWhole = (name: string) => !parked.has(name.split(' ')[0] ?? '');
  const only = (sums: Map<string, number>) => new Map([...sums].filter(([name]) => isWhole(name)));
  return compared(
    'messages',
    only(counted(known, 'message', (of) => key(of, of.detail))),
    only(tally(outcomes, ({ row, outcome }) => key(row, String(outcome)))),
  );
}

/** Steps are numbered without gaps. */
export function stepsAreWhole(known: Knowledge): string[] {
  return known.reads.enrollments.flatMap((of) => {
    const rows = known.traceById.get(idOf(of)) ?? [];
    const isWhole = rows.length === of.stepCount && rows.every((row, index) => row.index === index);
    return isWhole ? [] : [`${idOf(of)} counts ${of.stepCount} steps, its trace has ${rows.length}`];
  });
}

/** A call that a crash cut off is repeated under the same key, but not while its journey is paused. */
function repeatsLater({ reads }: Knowledge, { status, reason, journeyId }: OutboxRow): boolean {
  const isPaused = reads.lives.some(({ journey, life }) => journey === journeyId && life === 'paused');
  return isPaused && (status === 'planned' || status === 'held') && reason === CUT_OFF;
}

/** Every call is in the ledger, and the ledger claims nothing that no provider saw. */
export function ledgerIsTrue(known: Knowledge): string[] {
  const unbooked = [...known.callsByKey.keys()]
    .filter((key) => !known.rowByKey.has(key))
    .map((key) => `${key} was sent and is not in the ledger`);
  const untrue = known.reads.deliveries.flatMap((row) => {
    const answers = (known.callsByKey.get(keyOf(row)) ?? []).map(({ answer }) => answer);
    const last = answers.at(-1);
    switch (row.status) {
      case 'accepted':
        return last === 'accepted' ? [] : [`${keyOf(row)} is said to be accepted, the provider says ${last}`];
      case 'rejected':
        return last === 'rejected' || last === undefined
          ? []
          : [`${keyOf(row)} is said to be rejected: ${last}`];
      case 'refused':
      case 'planned':
      case 'held':
      case 'cancelled':
        return answers.every((answer) => answer === 'failed') || repeatsLater(known, row)
          ? []
          : [`${keyOf(row)} is ${row.status}, the provider says ${answers.join(', ')}`];
      default:
        return [];
    }
  });
  return [...unbooked, ...untrue];
}
