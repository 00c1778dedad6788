/** One step of one enrollment: pure; the same everywhere. */
import type { Effect, EffectOutcome, InnerEffect } from '../../shared/effect.ts';
import type { CustomerEvent } from '../../shared/event.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Passage, WaitState, WaitStep } from '../../shared/nodes/definition.ts';
import type { ProfileChange } from '../../shared/profileChange.ts';
import type { EndReason } from '../../shared/refusal.ts';
import type { CompiledJourney } from './compile.ts';
import type { Exposure } from './exposure.ts';
import { endReasonOf, endState, exitDetailOf, type ParsedNode } from './machineConfig.ts';
import type { StepMoment } from './moment.ts';
import { type EnrollmentState, STATE_FORMAT } from './records.ts';

/** Why somebody is at a node that they did not walk to. */
export const MIGRATED = 'migrated';

/** The one way out of a trigger. */
const ENTRY_OUTLET = 'next';

export type StepInput =
  | { type: 'enter' }
  | { type: 'timer'; node: string; visit: number }
  | { type: 'outcome'; node: string; visit: number; outcome: EffectOutcome }
  | { type: 'event'; event: CustomerEvent }
  /** something about the customer changed; waits on conditions look again */
  | { type: 'look' }
  | { type: 'leave'; reason: EndReason; detail: string | null }
  /** a new version takes over; a wait keeps its arrival, anything else is arrived at */
  | { type: 'move'; node: string; kept: { arrivedAtMs: number; step: WaitStep } | null };

export interface StepTrace {
  node: string;
  visit: number;
  outlet: string | null;
  reason: string | null;
}

export interface StepResult {
  /** false: the input concerned nothing here (a late timer, an event nobody waits for) */
  moved: boolean;
  state: EnrollmentState;
  end: { reason: EndReason; detail: string | null } | null;
  /** when the wait's timer is due */
  dueAtMs: number | null;
  effects: { node: string; visit: number; effect: Effect }[];
  changes: ProfileChange[];
  /** to be applied once everything else of the step is */
  inner: { node: string; visit: number; effect: InnerEffect }[];
  exposures: Exposure[];
  trace: StepTrace[];
}

/** The enrollment while its machine steps: what it remembers, and what came of the step. */
class Stepping {
  readonly trace: StepTrace[] = [];
  readonly effects: StepResult['effects'] = [];
  readonly changes: ProfileChange[] = [];
  readonly inner: StepResult['inner'] = [];
  /** node reached last, which is where the enrollment rests */
  node: string;
  readonly visits: { [node: string]: number };
  vars: JsonObject;
  wait: WaitState | null;
  detail: string | null = null;
  /** something that conditions look at changed since exits were last asked; entering is such a change */
  private hasChange: boolean;
  private readonly compiled: CompiledJourney;
  private readonly moment: StepMoment;

  constructor(compiled: CompiledJourney, moment: StepMoment, state: EnrollmentState | null) {
    this.compiled = compiled;
    this.moment = moment;
    this.node = state?.node ?? compiled.triggerId;
    // grows by what is visited now, for which V8 has a faster way after `assign` than after a spread
    this.visits = Object.assign({}, state?.visits);
    this.vars = state?.vars ?? {};
    this.wait = state?.wait ?? null;
    this.hasChange = state === null;
  }

  get visit(): number {
    return this.visits[this.node] ?? 0;
  }

  parsed(node: string): ParsedNode {
    const parsed = this.compiled.nodes.get(node);
    if (!parsed) throw new Error(`version ${this.compiled.version} has no node ${node}`);
    return parsed;
  }

  /**
   * Leaves a node by an outlet or an end, and goes on until somewhere rests.
   * @returns the final state reached, null where the enrollment rests
   */
  leave(node: string, event: string): string | null {
    let from = node;
    let by = event;
    for (;;) {
      by = this.exitInstead() ?? by;
      const landing = this.compiled.follow(from, by);
      const taken = landing.isArrival ? this.arrive(landing.state) : null;
      if (landing.isFinal) return landing.state;
      if (taken === null) return null;
      from = landing.state;
      by = taken;
    }
  }

  /** Arrives at a node that nobody walked to, and goes on from there. */
  come(node: string): string | null {
    const taken = this.arrive(node);
    if (this.parsed(node).definition.behaviour.shape === 'end') return node;
    return taken === null ? null : this.leave(node, taken);
  }

  /** Stands at a node since an earlier arrival. */
  stand(node: string, arrivedAtMs: number): ParsedNode {
    if (node !== this.node) this.visits[node] = (this.visits[node] ?? 0) + 1;
    this.node = node;
    this.at(node, this.visit, arrivedAtMs);
    return this.parsed(node);
  }

  /** An exit condition that a node just passed made true is effective at once (language.md 7.1). */
  private exitInstead(): string | null {
    if (!this.hasChange) return null;
    this.hasChange = false;
    const reason = this.moment.exitReason();
    if (reason === null) return null;
    this.detail = reason;
    return endState('exit');
  }

  /** @returns the outlet or end taken at once; null rests at the node */
  private arrive(node: string): string | null {
    const parsed = this.parsed(node);
    this.node = node;
    const visit = this.visit + 1;
    this.visits[node] = visit;
    this.wait = null;
    if (visit > parsed.maxVisits) {
      this.detail = 'max-visits';
      this.trace.push({ node, visit, outlet: null, reason: 'max-visits' });
      return endState('exit');
    }
    this.at(node, visit, this.moment.nowMs);
    const { passage, wait, reason } = this.behave(parsed);
    this.wait = wait;
    if (passage) this.pass(parsed, visit, passage);
    else this.trace.push({ node, visit, outlet: null, reason });
    return passage?.outlet ?? null;
  }

  /** What the node does with an arrival, by its shape. */
  private behave(parsed: ParsedNode): {
    passage: Passage | null;
    wait: WaitState | null;
    reason: string | null;
  } {
    const { behaviour } = parsed.definition;
    const { moment } = this;
    switch (behaviour.shape) {
      case 'enter':
        throw new Error('nothing leads back to a trigger');
      case 'decide':
        return { passage: behaviour.decide(parsed.settings, moment), wait: null, reason: null };
      case 'end':
        this.detail = behaviour.reason(parsed.settings);
        return { passage: null, wait: null, reason: this.detail };
      case 'act': {
        const act = behaviour.act(parsed.settings, moment);
        if ('pass' in act) {
          for (const change of act.changes ?? []) {
            this.changes.push(change);
            this.hasChange = true;
            moment.change(change);
          }
          for (const effect of act.inner ?? [])
            this.inner.push({ node: parsed.id, visit: moment.visit, effect });
          return { passage: act.pass, wait: null, reason: null };
        }
        this.effects.push({ node: parsed.id, visit: moment.visit, effect: act.effect });
        return { passage: null, wait: null, reason: null };
      }
      case 'wait': {
        const step = behaviour.arrive(parsed.settings, moment);
        if ('pass' in step) return { passage: step.pass, wait: null, reason: null };
        return {
          passage: null,
          wait: waitSince(moment.nowMs, step.wait),
          reason: step.reason ?? null,
        };
      }
    }
  }

  /** Puts the moment at a node. */
  at(node: string, visit: number, arrivedAtMs: number): void {
    this.moment.nodeId = node;
    this.moment.visit = visit;
    this.moment.arrivedAtMs = arrivedAtMs;
  }

  pass(parsed: ParsedNode, visit: number, passage: Passage): void {
    this.detail = exitDetailOf(parsed, passage.outlet);
    this.trace.push({
      node: parsed.id,
      visit,
      outlet: passage.outlet,
      reason: passage.reason ?? this.detail,
    });
  }
}

function waitSince(arrivedAtMs: number, { untilMs, memory }: Omit<WaitState, 'arrivedAtMs'>): WaitState {
  return memory === undefined ? { arrivedAtMs, untilMs } : { arrivedAtMs, untilMs, memory };
}

/** The passage, or the longer wait, that an input means at the node where the enrollment rests. */
function reactionOf(
  parsed: ParsedNode,
  stepping: Stepping,
  input: StepInput,
  moment: StepMoment,
): WaitStep | null {
  const { behaviour } = parsed.definition;
  const { wait } = stepping;
  if (behaviour.shape === 'act' && input.type === 'outcome') {
    const settled = behaviour.settle?.(parsed.settings, input.outcome, moment);
    if (!settled) return null;
    if (settled.vars) stepping.vars = { ...stepping.vars, ...settled.vars };
    moment.vars = stepping.vars;
    return { pass: settled };
  }
  if (behaviour.shape !== 'wait' || !wait) return null;
  switch (input.type) {
    case 'timer':
      return { pass: behaviour.timer(parsed.settings, wait, moment) };
    case 'event':
      return behaviour.hear?.(parsed.settings, wait, input.event, moment) ?? null;
    case 'look':
      return behaviour.look?.(parsed.settings, wait, moment) ?? null;
    default:
      return null;
  }
}

/** How a step went: whether anything came of it, and the final state it reached, if one. */
interface Course {
  moved: boolean;
  final: string | null;
}

const NOTHING: Course = { moved: false, final: null };

function react(stepping: Stepping, input: StepInput, moment: StepMoment): Course {
  const { node, visit, wait } = stepping;
  // a timer or outcome of an earlier visit is a recorded no-op
  if (
    (input.type === 'timer' || input.type === 'outcome') &&
    (input.node !== node || input.visit !== visit)
  ) {
    return NOTHING;
  }
  const parsed = stepping.parsed(node);
  stepping.at(node, visit, wait?.arrivedAtMs ?? moment.nowMs);
  const reaction = reactionOf(parsed, stepping, input, moment);
  if (!reaction) return NOTHING;
  if ('pass' in reaction) {
    stepping.pass(parsed, visit, reaction.pass);
    return { moved: true, final: stepping.leave(node, reaction.pass.outlet) };
  }
  if (wait) stepping.wait = waitSince(wait.arrivedAtMs, reaction.wait);
  stepping.trace.push({ node, visit, outlet: null, reason: reaction.reason ?? 'waiting' });
  return { moved: true, final: null };
}

/** A machine begins with the customer standing at the trigger, who then walks in. */
function enter(trigger: ParsedNode, stepping: Stepping, moment: StepMoment): Course {
  stepping.visits[trigger.id] = 1;
  stepping.at(trigger.id, 1, moment.nowMs);
  stepping.pass(trigger, 1, { outlet: ENTRY_OUTLET });
  return { moved: true, final: stepping.leave(trigger.id, ENTRY_OUTLET) };
}

/** The journey's end reached from outside: a goal, an exit, a removal, a stop. */
function depart(stepping: Stepping, { reason, detail }: Extract<StepInput, { type: 'leave' }>): Course {
  const final = stepping.leave(stepping.node, endState(reason));
  stepping.detail = detail;
  const { node, visit } = stepping;
  stepping.trace.push({ node, visit, outlet: null, reason: detail ?? reason });
  return { moved: true, final };
}

/** Waits at a node as if it had been there since the arrival. */
function stay(
  stepping: Stepping,
  node: string,
  { arrivedAtMs, step: found }: { arrivedAtMs: number; step: WaitStep },
  moment: StepMoment,
): string | null {
  const parsed = stepping.stand(node, arrivedAtMs);
  const { visit } = stepping;
  if ('pass' in found) {
    stepping.pass(parsed, visit, found.pass);
    return stepping.leave(node, found.pass.outlet);
  }
  // what would be over already is due now
  const untilMs = Math.max(found.wait.untilMs, moment.nowMs);
  stepping.wait = waitSince(arrivedAtMs, { ...found.wait, untilMs });
  stepping.trace.push({ node, visit, outlet: null, reason: MIGRATED });
  return null;
}

function courseOf(
  compiled: CompiledJourney,
  stepping: Stepping,
  input: StepInput,
  moment: StepMoment,
): Course {
  switch (input.type) {
    case 'enter':
      return enter(stepping.parsed(compiled.triggerId), stepping, moment);
    case 'leave':
      return depart(stepping, input);
    case 'move':
      return {
        moved: true,
        final: input.kept ? stay(stepping, input.node, input.kept, moment) : stepping.come(input.node),
      };
    default:
      return react(stepping, input, moment);
  }
}

/**
 * The next resting place of an enrollment.
 * @param state null begins at the trigger
 * Errors: a fault in data or program throws; the caller parks the one enrollment.
 */
export function step(
  compiled: CompiledJourney,
  state: EnrollmentState | null,
  input: StepInput,
  moment: StepMoment,
): StepResult {
  const stepping = new Stepping(compiled, moment, state);
  const { moved, final } = courseOf(compiled, stepping, input, moment);
  const { node, visits, vars, wait, detail } = stepping;
  return {
    moved,
    state: { format: STATE_FORMAT, node, visits, vars, wait },
    end: final === null ? null : { reason: endReasonOf(final), detail },
    dueAtMs: final === null ? (wait?.untilMs ?? null) : null,
    effects: stepping.effects,
    changes: stepping.changes,
    inner: stepping.inner,
    exposures: moment.exposures,
    trace: stepping.trace,
  };
}
