/** People inside move to a new version by its plan (language.md 8.3). */
import type { WaitStep } from '../../../shared/nodes/definition.ts';
import type { CompiledJourney } from '../compile.ts';
import type { PendingInput } from '../input.ts';
import { StepMoment } from '../moment.ts';
import { CUT_OFF, type Former } from '../records.ts';
import { MIGRATED } from '../step.ts';
import {
  type ActiveEnrollment,
  advanceEnrollment,
  cancelPlanned,
  isActive,
  park,
} from './advanceEnrollment.ts';
import { owedTo } from './catchUp.ts';
import { askingEnrollment, type CustomerDraft, isSamePlace } from './draft.ts';
import { leave } from './leave.ts';
import { type RunningJourney, runs } from './world.ts';

/** Where somebody at a node goes; null leaves the journey. A node the plan does not name keeps its id and kind. */
export function nodeAfterMove(from: CompiledJourney, to: CompiledJourney, node: string): string | null {
  const planned = to.migration && Object.hasOwn(to.migration, node) ? to.migration[node] : undefined;
  if (planned !== undefined) return planned;
  const isSame = to.nodes.get(node)?.definition === from.nodes.get(node)?.definition;
  return isSame ? node : null;
}

/** A message at a provider cannot be called back: its customer moves once the answer is known. */
function isCalling(draft: CustomerDraft, enrollment: ActiveEnrollment): boolean {
  return [...draft.outbox.values()].some(
    (row) => isSamePlace(row, enrollment) && (row.status === 'claimed' || row.status === 'calling'),
  );
}

/** A wait that goes on from an earlier arrival. */
interface Kept {
  arrivedAtMs: number;
  step: WaitStep;
}

/** What the new version's wait makes of an arrival that was earlier; null where nobody waited, or nobody will. */
function waitFromArrival(
  draft: CustomerDraft,
  enrollment: ActiveEnrollment,
  to: CompiledJourney,
  node: string,
): Kept | null {
  const { wait, visits } = enrollment.state;
  const parsed = to.nodes.get(node);
  if (!wait || parsed?.definition.behaviour.shape !== 'wait') return null;
  const { workspace } = draft.world;
  const facts = { ...draft.facts(to.journey, askingEnrollment(enrollment)), nowMs: wait.arrivedAtMs };
  const moment = new StepMoment({
    facts,
    compiled: to,
    workspace,
    subject: enrollment,
    taken: draft,
  });
  moment.nodeId = node;
  moment.visit = visits[node] ?? 1;
  moment.arrivedAtMs = wait.arrivedAtMs;
  return {
    arrivedAtMs: wait.arrivedAtMs,
    step: parsed.definition.behaviour.arrive(parsed.settings, moment),
  };
}

/** What the move can be undone to; null where an act may have been carried out, which nobody can wait for again. */
function formerOf(
  draft: CustomerDraft,
  enrollment: ActiveEnrollment,
  running: RunningJourney,
  inputs: readonly PendingInput[],
): Former | null {
  const { version, state, stepCount } = enrollment;
  const acts: Former['acts'] = [];
  for (const row of draft.outbox.values()) {
    if (!isSamePlace(row, enrollment) || (row.status !== 'planned' && row.status !== 'held')) continue;
    if (row.reason === CUT_OFF) return null;
    const { profileId: _profile, journeyId: _journey, ordinal: _ordinal, ...act } = row;
    acts.push(act);
  }
  const pausedMs = owedTo(enrollment, running)?.fromMs;
  const unheardMs = pausedMs ?? Math.min(draft.world.nowMs, ...inputs.map(({ atMs }) => atMs));
  const heard = draft.events.filter(({ acceptedAtMs }) => acceptedAtMs >= unheardMs);
  const heardIds = pausedMs === undefined ? heard.map(({ id }) => id) : [];
  return { version, to: running.current.version, state, stepCount, acts, unheardMs, heardIds };
}

function move(
  draft: CustomerDraft,
  enrollment: ActiveEnrollment,
  to: CompiledJourney,
  given: { node: string; former: Former | null },
): void {
  const { node, former } = given;
  cancelPlanned(draft, enrollment, null);
  draft.count(enrollment.journeyId, enrollment.version, enrollment.state.node, 'left', MIGRATED);
  const { former: _earlier, ...rest } = enrollment;
  const moved: ActiveEnrollment = { ...rest, version: to.version, ...(former ? { former } : {}) };
  draft.replaceEnrollment(enrollment, moved);
  let kept: Kept | null;
  try {
    kept = waitFromArrival(draft, enrollment, to, node);
  } catch (fault) {
    return park(draft, moved, fault);
  }
  advanceEnrollment(draft, moved, { type: 'move', node, kept });
}

/** Leaves the journey, which can be undone too as long as nothing else happens. */
function moveOut(draft: CustomerDraft, enrollment: ActiveEnrollment, former: Former | null): void {
  leave(draft, enrollment, 'migrated-out', null);
  const ended = draft.enrollmentAt(enrollment);
  if (ended?.status === 'ended' && former) draft.replaceEnrollment(ended, { ...ended, former });
}

function migrateTo(
  draft: CustomerDraft,
  enrollment: ActiveEnrollment,
  running: RunningJourney,
  inputs: readonly PendingInput[],
): void {
  const { current } = running;
  const from = running.versions.get(enrollment.version);
  if (!from) return;
  const node = nodeAfterMove(from, current, enrollment.state.node);
  const former = formerOf(draft, enrollment, running, inputs);
  draft.count(enrollment.journeyId, current.version, node ?? '', 'moved', enrollment.state.node);
  if (node === null) moveOut(draft, enrollment, former);
  else move(draft, enrollment, current, { node, former });
}

/**
 * Whoever is still in an earlier version of a journey that moves people moves before anything else happens.
 * @param inputs accepted and not applied yet: what they bring is heard in the new version
 */
export function migrate(draft: CustomerDraft, inputs: readonly PendingInput[]): void {
  for (const enrollment of draft.enrollments) {
    const running = draft.world.journeys.get(enrollment.journeyId);
    if (!running?.current.migration || !isActive(enrollment) || !runs(running)) continue;
    const { version } = running.current;
    if (enrollment.version >= version || running.undoneMove === version) continue;
    if (isCalling(draft, enrollment)) continue;
    migrateTo(draft, enrollment, running, inputs);
  }
}
