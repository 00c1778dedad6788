import type { Condition, Where } from '../../shared/condition.ts';
import type { CustomerEvent } from '../../shared/event.ts';
import type { SplitUnit } from '../../shared/experiment/splitUnit.ts';
import type { JsonObject, JsonValue } from '../../shared/json.ts';
import type { ArmShare, AssignOptions, Moment } from '../../shared/nodes/moment.ts';
import type { Traffic } from '../../shared/nodes/traffic.ts';
import { changedProfile, type ProfileChange } from '../../shared/profileChange.ts';
import { isPathValue, type Value } from '../../shared/value.ts';
import type { Workspace } from '../../shared/workspace.ts';
import { allocate, armOfSlot, drawOf, slotOf } from './assign.ts';
import { calendar } from './calendar.ts';
import type { CompiledJourney } from './compile.ts';
import { drawnUnit, householdOf } from './drawnUnit.ts';
import { evaluate, matchesWhere } from './evaluate.ts';
import { exitReason } from './exitReason.ts';
import type { Assignment, Exposure } from './exposure.ts';
import { type Facts, readPath } from './facts.ts';
import { type Entry, enrollmentId } from './records.ts';
import { armNow } from './removedArms.ts';
import { sinceAfter } from './since.ts';
import { snapshotOf } from './snapshot.ts';
import { firstSlots, ownsSlot, trafficSalt } from './traffic.ts';
import type { Allocation } from './version.ts';
import { namedZone } from './zones.ts';

/** The enrollment a moment belongs to, as far as it is known while stepping. */
export interface MomentSubject {
  profileId: string;
  journeyId: string;
  ordinal: number;
  key: string | null;
  entry: Entry;
}

/** Clock, chance and customer for the nodes that one step passes. */
export class StepMoment implements Moment {
  nodeId = '';
  visit = 0;
  arrivedAtMs = 0;
  readonly exposures: Exposure[] = [];
  readonly calendar = calendar;
  readonly nowMs: number;
  readonly workspace: Workspace;
  private readonly facts: Facts;
  private readonly compiled: CompiledJourney;
  private readonly subject: MomentSubject;
  private readonly taken: { readonly assignments: readonly Assignment[] };

  constructor(given: {
    facts: Facts;
    compiled: CompiledJourney;
    workspace: Workspace;
    subject: MomentSubject;
    /** asked only where an arm is taken */
    taken: { readonly assignments: readonly Assignment[] };
  }) {
    this.nowMs = given.facts.nowMs;
    this.workspace = given.workspace;
    this.facts = given.facts;
    this.compiled = given.compiled;
    this.subject = given.subject;
    this.taken = given.taken;
  }

  get enteredAtMs(): number {
    return this.facts.enrollment?.enteredAtMs ?? this.nowMs;
  }

  /** Variables kept by the enrollment change while it steps. */
  set vars(vars: JsonObject) {
    if (this.facts.enrollment) this.facts.enrollment.vars = vars;
  }

  /** What a node changed is there for the nodes after it. */
  change(change: ProfileChange): void {
    const before = this.facts.profile;
    const after = changedProfile(before, change);
    this.facts.profile = { ...after, since: sinceAfter(before, after.attributes, this.nowMs) };
  }

  exitReason(): string | null {
    return exitReason(this.compiled.journey, this.facts);
  }

  zoneOf(zone?: string): string {
    const { facts, compiled, workspace } = this;
    return namedZone(zone, { profile: facts.profile, journey: compiled.journey, workspace });
  }

  read(path: string): JsonValue | undefined {
    return readPath(this.facts, path);
  }

  value(value: Value): JsonValue | undefined {
    if (!isPathValue(value)) return value;
    return this.read(value.path) ?? value.default;
  }

  matches(condition: Condition): boolean {
    return evaluate(condition, this.facts);
  }

  matchesEvent(where: Where | undefined, event: CustomerEvent): boolean {
    return matchesWhere(where, event, this.nowMs, this.facts.zone);
  }

  isForKey(event: CustomerEvent, keyProperty: string | undefined): boolean {
    return isForKey(event, keyProperty ?? this.compiled.entry.key, this.subject.key);
  }

  eventsSince(names: readonly string[], sinceMs: number): readonly CustomerEvent[] {
    const entryId = this.facts.enrollment?.entry.eventId ?? null;
    return this.facts.events.filter(
      (event) => names.includes(event.name) && event.occurredAtMs >= sinceMs && event.id !== entryId,
    );
  }

  /** The slot of the customer, or of their household where the split draws for households; for arms and traffic alike. */
  private slotFor(salt: string, unit: SplitUnit | undefined): number {
    return slotOf(salt, drawnUnit(this.subject.profileId, householdOf(this.facts.profile, unit)));
  }

  /** Arms taken here under the salt, the first one first. */
  private metHere(salt: string): Assignment[] {
    if (!this.compiled.nodes.get(this.nodeId)?.definition.assigns) {
      throw new Error(`the kind of ${this.nodeId} takes arms without naming them in \`assigns\``);
    }
    const { journeyId } = this.subject;
    return this.taken.assignments.filter(
      (one) => one.journeyId === journeyId && one.node === this.nodeId && one.salt === salt,
    );
  }

  isInTest(salt: string, traffic: Traffic, unit?: SplitUnit): boolean {
    if (this.metHere(salt).length > 0) return true;
    const owned = this.compiled.allocations[this.nodeId]?.traffic ?? firstSlots(traffic);
    return ownsSlot(owned, this.slotFor(trafficSalt(owned.layer, salt), unit));
  }

  assign(salt: string, arms: readonly ArmShare[], options: AssignOptions = {}): string {
    const { remembered = [], unit } = options;
    const allocation = this.compiled.allocations[this.nodeId] ?? allocate(arms, null);
    const kept = this.keptArm(salt, arms, allocation);
    const arm = kept?.arm ?? armOfSlot(allocation, this.slotFor(salt, unit));
    this.exposures.push({
      profileId: this.subject.profileId,
      journeyId: this.subject.journeyId,
      node: this.nodeId,
      ordinal: this.subject.ordinal,
      salt,
      arm,
      version: this.compiled.version,
      epoch: kept?.stored.epoch ?? allocation.epoch,
      source: !kept ? 'hash' : kept.arm === kept.stored.arm ? 'sticky' : 'led',
      exposedAtMs: this.nowMs,
      key: this.subject.key,
      unit: householdOf(this.facts.profile, unit),
      eligible: true,
      recordedAtMs: null,
      // what counts is the first exposure
      snapshot: kept ? null : snapshotOf(this.facts.profile, remembered),
      entry: this.subject.entry.by ?? null,
      batch: null,
      withdrawnAtMs: null,
    });
    return arm;
  }

  /** The arm a customer has already: the first they met that is still there, or that leads on. */
  private keptArm(
    salt: string,
    arms: readonly ArmShare[],
    { removed }: Allocation,
  ): { stored: Assignment; arm: string } | null {
    const met = this.metHere(salt);
    if (met.length === 0) return null;
    const present = new Set(arms.map(({ id }) => id));
    for (const stored of met) {
      const arm = armNow(stored.arm, present, removed);
      if (arm !== null) return { stored, arm };
    }
    return null;
  }

  draw(salt: string): number {
    return drawOf(`${enrollmentId(this.subject)}/${this.nodeId}/${this.visit}/${salt}`);
  }
}

/** Key rule of language.md §11.3: an event with a business key must have ours; one without a key reaches every enrollment. */
export function isForKey(
  event: Pick<CustomerEvent, 'properties'>,
  keyProperty: string | undefined,
  key: string | null,
): boolean {
  if (keyProperty === undefined) return true;
  const carried = keyText(event.properties[keyProperty]);
  return carried === null || carried === key;
}

/** A business key as text: `100` and `"100"` are the same; null when there is none. */
export function keyText(value: JsonValue | undefined): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}
