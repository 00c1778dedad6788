/** People inside move to a new version by its plan (language.md 8.3). */
import type { WaitStep } from '../../../shared/nodes/definition.ts';
import type { CompiledJourney } from '../compile.ts';
import { StepMoment } from '../moment.ts';
import type { StepInput } from '../step.ts';
import { type ActiveEnrollment, advanceEnrollment, cancelPlanned, isActive } from './advanceEnrollment.ts';
import { askingEnrollment, type CustomerDraft } from './draft.ts';
import { leave } from './leave.ts';
import { type RunningJourney, runs } from './world.ts';

/** Where somebody at a node goes; null leaves the journey. A node the plan does not name keeps its id and kind. */
export function targetOf(from: CompiledJourney, to: CompiledJourney, node: string): string | null {
  const planned = to.migration && Object.hasOwn(to.migration, node) ? to.migration[node] : undefined;
  if (planned !== undefined) return planned;
  const isSame = to.nodes.get(node)?.definition === from.nodes.get(node)?.definition;
  return isSame ? node : null;
}

/** A message at a provider cannot be called back: its customer moves once the answer is known. */
function isCalling(draft: CustomerDraft, { journeyId, ordinal }: ActiveEnrollment): boolean {
  return [...draft.outbox.values()].some(
    (row) =>
      row.journeyId === journeyId &&
      row.ordinal === ordinal &&
      (row.status === 'claimed' || row.status === 'calling'),
  );
}

/** What the new version's wait makes of an arrival that was earlier; null where nobody waited, or nobody will. */
function waitFromArrival(
  draft: CustomerDraft,
  enrollment: ActiveEnrollment,
  to: CompiledJourney,
  node: string,
): { arrivedAtMs: number; step: WaitStep } | null {
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
    sticky: draft.exposures,
  });
  moment.nodeId = node;
  moment.visit = visits[node] ?? 1;
  moment.arrivedAtMs = wait.arrivedAtMs;
  return {
    arrivedAtMs: wait.arrivedAtMs,
    step: parsed.definition.behaviour.arrive(parsed.settings, moment),
  };
}

function move(draft: CustomerDraft, enrollment: ActiveEnrollment, to: CompiledJourney, node: string): void {
  const kept = waitFromArrival(draft, enrollment, to, node);
  cancelPlanned(draft, enrollment, null);
  draft.count(enrollment.journeyId, enrollment.version, enrollment.state.node, 'left', 'migrated');
  const moved: ActiveEnrollment = { ...enrollment, version: to.version };
  draft.replaceEnrollment(enrollment, moved);
  const input: StepInput = { type: 'move', node, kept };
  advanceEnrollment(draft, moved, input);
}

function migrateTo(draft: CustomerDraft, enrollment: ActiveEnrollment, running: RunningJourney): void {
  const from = running.versions.get(enrollment.version);
  if (!from) return;
  const node = targetOf(from, running.current, enrollment.state.node);
  if (node === null) leave(draft, enrollment, 'migrated-out', null);
  else move(draft, enrollment, running.current, node);
}

/** Whoever is still in an earlier version of a journey that moves people moves before anything else happens. */
export function migrate(draft: CustomerDraft): void {
  for (const enrollment of draft.enrollments) {
    const running = draft.world.journeys.get(enrollment.journeyId);
    if (!running?.current.migration || !isActive(enrollment) || !runs(running)) continue;
    if (enrollment.version >= running.current.version || isCalling(draft, enrollment)) continue;
    migrateTo(draft, enrollment, running);
  }
}
