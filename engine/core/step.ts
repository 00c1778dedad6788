/** One step of one enrollment: pure; the same everywhere. */
import type { Effect, EffectOutcome, InnerEffect } from '../../shared/effect.ts';
import type { CustomerEvent } from '../../shared/event.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Passage, WaitState, WaitStep } from '../../shared/nodes/definition.ts';
import type { ProfileChange } from '../../shared/profileChange.ts';
import type { EndReason } from '../../shared/refusal.ts';
import type { CompiledJourney, Snapshot, StepScope } from './compile.ts';
import { exitDetailOf, type ParsedNode, TOO_MANY_VISITS } from './machineConfig.ts';
import type { StepMoment } from './moment.ts';
import type { EnrollmentState, Exposure } from './records.ts';
import { STATE_FORMAT } from './records.ts';

/** The one way out of a trigger. */
const ENTRY_OUTLET = 'next';

export type StepInput =
  | { type: 'enter' }
  | { type: 'timer'; node: string; visit: number }
  | { type: 'outcome'; node: string; visit: number; outcome: EffectOutcome }
  | { type: 'event'; event: CustomerEvent }
  /** something about the customer changed; waits on conditions look again */
  | { type: 'look' }
  | { type: 'leave'; reason: EndReason; detail: string | null };

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
class Stepping implements StepScope {
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
  /** the outlet chosen on arrival; null rests at the node */
  private taken: string | null = null;
  private readonly compiled: CompiledJourney;
  private readonly moment: StepMoment;
  private remembered: WaitStep | null = null;

  constructor(compiled: CompiledJourney, moment: StepMoment, state: EnrollmentState | null) {
    this.compiled = compiled;
    this.moment = moment;
    this.node = state?.node ?? compiled.triggerId;
    // grows by what is visited now, for which V8 has a faster way after `assign` than after a spread
    this.visits = Object.assign({}, state?.visits);
    this.vars = state?.vars ?? {};
    this.wait = state?.wait ?? null;
  }

  get visit(): number {
    return this.visits[this.node] ?? 0;
  }

  parsed(node: string): ParsedNode {
    const parsed = this.compiled.nodes.get(node);
    if (!parsed) throw new Error(`version ${this.compiled.version} has no node ${node}`);
    return parsed;
  }

  arrive(node: string): void {
    const parsed = this.parsed(node);
    this.node = node;
    const visit = this.visit + 1;
    this.visits[node] = visit;
    this.wait = null;
    if (visit > parsed.maxVisits) {
      this.detail = 'max-visits';
      this.trace.push({ node, visit, outlet: null, reason: 'max-visits' });
      this.taken = TOO_MANY_VISITS;
      return;
    }
    this.at(node, visit, this.moment.nowMs);
    const { passage, wait, reason } = this.behave(parsed);
    this.wait = wait;
    this.taken = passage?.outlet ?? null;
    if (passage) this.pass(parsed, visit, passage);
    else this.trace.push({ node, visit, outlet: null, reason });
  }

  takes(outlet: string): boolean {
    return this.taken === outlet;
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

  isStillHere(node: string): boolean {
    return this.node === node && this.visit === this.moment.visit;
  }

  willRemember(step: WaitStep): void {
    this.remembered = step;
  }

  remember(): void {
    if (!this.remembered || 'pass' in this.remembered || !this.wait) return;
    this.wait = waitSince(this.wait.arrivedAtMs, this.remembered.wait);
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

function react(
  compiled: CompiledJourney,
  stepping: Stepping,
  input: StepInput,
  moment: StepMoment,
): Snapshot | null {
  const { node, visit } = stepping;
  // a timer or outcome of an earlier visit is a recorded no-op
  if (
    (input.type === 'timer' || input.type === 'outcome') &&
    (input.node !== node || input.visit !== visit)
  ) {
    return null;
  }
  const parsed = stepping.parsed(node);
  stepping.at(node, visit, stepping.wait?.arrivedAtMs ?? moment.nowMs);
  const reaction = reactionOf(parsed, stepping, input, moment);
  if (!reaction) return null;
  const here = compiled.at(node);
  if ('pass' in reaction) {
    stepping.pass(parsed, visit, reaction.pass);
    return compiled.send(here, reaction.pass.outlet, stepping);
  }
  stepping.willRemember(reaction);
  stepping.trace.push({ node, visit, outlet: null, reason: reaction.reason ?? 'waiting' });
  return compiled.send(here, '$remember', stepping);
}

/** A machine begins with the customer standing at the trigger, who then walks in. */
function enter(compiled: CompiledJourney, stepping: Stepping, moment: StepMoment): Snapshot {
  const trigger = stepping.parsed(compiled.triggerId);
  stepping.visits[trigger.id] = 1;
  stepping.at(trigger.id, 1, moment.nowMs);
  stepping.pass(trigger, 1, { outlet: ENTRY_OUTLET });
  return compiled.send(compiled.at(trigger.id), ENTRY_OUTLET, stepping);
}

function endOf(snapshot: Snapshot, stepping: Stepping): StepResult['end'] {
  if (snapshot.status !== 'done') return null;
  const reason = (snapshot.value.startsWith('$') ? snapshot.value.slice(1) : 'exit') as EndReason; // final states are the end reasons and `end` nodes
  return { reason, detail: stepping.detail };
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
  let snapshot: Snapshot | null;
  if (input.type === 'enter') snapshot = enter(compiled, stepping, moment);
  else if (input.type === 'leave') {
    snapshot = compiled.send(compiled.at(stepping.node), `$${input.reason}`, stepping);
    stepping.detail = input.detail;
  } else snapshot = react(compiled, stepping, input, moment);
  if (snapshot?.status === 'error') throw snapshot.error;
  const { node, visits, vars, wait } = stepping;
  const end = snapshot ? endOf(snapshot, stepping) : null;
  if (input.type === 'leave') {
    stepping.trace.push({
      node,
      visit: stepping.visit,
      outlet: null,
      reason: input.detail ?? input.reason,
    });
  }
  return {
    moved: snapshot !== null,
    state: { format: STATE_FORMAT, node, visits, vars, wait },
    end: end && input.type === 'leave' ? { reason: input.reason, detail: input.detail } : end,
    dueAtMs: end ? null : (wait?.untilMs ?? null),
    effects: stepping.effects,
    changes: stepping.changes,
    inner: stepping.inner,
    exposures: moment.exposures,
    trace: stepping.trace,
  };
}
