/** What people do to journeys, templates, audiences and settings; each deed is one write and is then in force. */
import { type Done, refused } from '../../shared/done.ts';
import { idSchema } from '../../shared/ids.ts';
import type { Journey } from '../../shared/journey/journey.ts';
import type { LifeDeed } from '../../shared/journey/life.ts';
import type { JsonObject } from '../../shared/json.ts';
import { parseBy } from '../../shared/parse.ts';
import { hasErrors, problem } from '../../shared/problem.ts';
import type { Template } from '../../shared/template.ts';
import type { AudienceDefinition, Workspace } from '../../shared/workspace.ts';
import { type CheckResult, checkJourney } from '../core/check/checkJourney.ts';
import type { RemovedArmsChosen } from '../core/removedArms.ts';
import type { JourneyVersion, MigrationMap } from '../core/version.ts';
import type { AuditRow } from '../stores/auditRow.ts';
import type { Catalog } from '../stores/catalog.ts';
import type { JourneyRecord } from '../stores/journeyRecord.ts';
import type { Clock } from './clock.ts';
import { type ArmTakenAway, chosenOf, removedArmsFaults } from './experiments/armsTakenAway.ts';
import type { ReachedSplits } from './experiments/reachedSplits.ts';
import { unitRefusals } from './experiments/unitRefusals.ts';
import { lifeAfter } from './journeyLife.ts';
import { layerClaims, ownedSlots, trafficRefusals } from './layers.ts';
import { changedPlans, nextVersion } from './publish.ts';
import type { Roster } from './roster.ts';
import { transitionRefused } from './transitionRefused.ts';
import type { Turns } from './turns.ts';
import { undoRefusal } from './undoRefusal.ts';

/** What becomes of the people inside when a version is published; the document's policy unless it says otherwise. */
export interface PublishPlan {
  policy?: Journey['versionPolicy'] | undefined;
  map?: MigrationMap | undefined;
  /** what the audit line says beside policy and version: who moves where */
  note?: JsonObject | undefined;
  /** held to what an operator's journeys must say, beyond the language: see `CheckContext` */
  isForOperator?: boolean | undefined;
  /** what becomes of the customers of arms that the version takes away */
  removedArms?: RemovedArmsChosen | undefined;
}

/** What customers have come to, as far as a new version touches it. */
export interface Reached extends ReachedSplits {
  /** arms that the version takes away */
  taken: readonly ArmTakenAway[];
}

/** Undoing the move of the people inside that a version made. */
export interface UndoMove {
  journeyId: string;
  version: number;
  actor: string;
  /** what the audit line says beside the version: how many go back */
  note?: JsonObject | undefined;
}

export class CatalogDesk {
  private readonly catalog: Catalog;
  private readonly roster: Roster;
  private readonly clock: Clock;
  private readonly makeSalt: () => string;
  /** of all that is written about journeys: what one takes of a layer, the next one finds taken */
  private readonly turns: Turns;

  constructor(given: {
    catalog: Catalog;
    roster: Roster;
    clock: Clock;
    makeSalt: () => string;
    turns: Turns;
  }) {
    this.turns = given.turns;
    this.catalog = given.catalog;
    this.roster = given.roster;
    this.clock = given.clock;
    this.makeSalt = given.makeSalt;
  }

  check(document: unknown, isForOperator = false): CheckResult {
    const { roster } = this;
    return checkJourney(document, {
      registry: roster.registry,
      templates: this.templates(),
      audiences: roster.workspace.audiences,
      journeys: [...roster.records.keys()],
      makeSalt: this.makeSalt,
      isForOperator,
      layerClaims: layerClaims(roster, roster.registry),
      nowMs: this.clock.nowMs(),
      timeZone: roster.workspace.timeZone,
    });
  }

  private templates(): { [id: string]: Template } {
    return Object.fromEntries([...this.roster.templates.values()].map(({ id, content }) => [id, content]));
  }

  private audit(actor: string, deed: string, subject: string, detail: JsonObject = {}): AuditRow {
    return { atMs: this.clock.nowMs(), actor, deed, subject, detail };
  }

  /** A new journey with its first draft, of any state of completeness. */
  create(document: JsonObject, actor: string): Promise<Done<JourneyRecord>> {
    return this.turns.take(() => this.createNow(document, actor));
  }

  private async createNow(document: JsonObject, actor: string): Promise<Done<JourneyRecord>> {
    const id = parseBy(idSchema, document.id, { field: 'id' });
    if (!id.ok) return id;
    if (this.roster.records.has(id.value)) {
      return refused(problem('already-exists', { field: 'id', params: { what: 'journey' } }));
    }
    const nowMs = this.clock.nowMs();
    const record: JourneyRecord = {
      id: id.value,
      name: nameOf(document, id.value),
      life: 'draft',
      currentVersion: null,
      undoneMove: null,
      draft: document,
      revision: 1,
      createdAtMs: nowMs,
      changedAtMs: nowMs,
    };
    await this.catalog.saveJourney(record, null, this.audit(actor, 'create', record.id));
    this.roster.putRecord(record);
    return { ok: true, value: record };
  }

  /** @param revision the draft this one was made from; another one in between refuses it */
  saveDraft(id: string, document: JsonObject, revision: number): Promise<Done<JourneyRecord>> {
    return this.turns.take(() => this.saveDraftNow(id, document, revision));
  }

  private async saveDraftNow(
    id: string,
    document: JsonObject,
    revision: number,
  ): Promise<Done<JourneyRecord>> {
    const record = this.roster.records.get(id);
    if (!record) return refused(problem('not-found', { params: { what: 'journey' } }));
    if (record.revision !== revision) {
      return refused(problem('draft-conflict', { params: { given: revision, revision: record.revision } }));
    }
    if (document.id !== id) {
      return refused(problem('not-one-of', { field: 'id', params: { name: 'id', values: id } }));
    }
    const after: JourneyRecord = {
      ...record,
      name: nameOf(document, record.name),
      draft: document,
      revision: revision + 1,
      changedAtMs: this.clock.nowMs(),
    };
    await this.catalog.saveJourney(after, null, null);
    this.roster.putRecord(after);
    return { ok: true, value: after };
  }

  /**
   * Publishes the draft, or the document given, as the version newcomers enter from now on.
   * @param reach asked in the publish's own turn, of the document it is about
   */
  publish(
    id: string,
    actor: string,
    given: { document?: JsonObject | undefined; plan?: PublishPlan | undefined },
    reach: (document: unknown) => Promise<Reached>,
  ): Promise<Done<JourneyVersion>> {
    return this.turns.take(async () => {
      const document = given.document ?? this.roster.records.get(id)?.draft;
      const reached = await reach(document);
      return this.publishNow(id, actor, document ?? undefined, { ...given.plan, ...reached });
    });
  }

  private async publishNow(
    id: string,
    actor: string,
    given: JsonObject | undefined,
    plan: PublishPlan & Reached,
  ): Promise<Done<JourneyVersion>> {
    const record = this.roster.records.get(id);
    if (!record) return refused(problem('not-found', { params: { what: 'journey' } }));
    const life = lifeAfter(record.life, 'publish');
    if (life === null) return refused(transitionRefused(record));
    const before = this.roster.versionsOf(id).at(-1);
    const document = given ?? before?.document;
    const { journey, problems } = this.check(document, plan.isForOperator);
    if (!journey || hasErrors(problems)) return refused(...problems);
    const nowhere = Object.entries(plan.map ?? {}).filter(
      ([, to]) => to !== null && !Object.hasOwn(journey.nodes, to),
    );
    if (nowhere.length > 0) {
      return refused(
        ...nowhere.map(([node]) => problem('unknown-target', { nodeId: node, field: `map.${node}` })),
      );
    }
    const { exposed, isAnybodyInside, taken, removedArms = {} } = plan;
    // where nobody is there to choose, customers are drawn again
    const undecided = plan.isForOperator ? removedArmsFaults(taken, removedArms) : [];
    if (undecided.length > 0) return refused(...undecided);
    const policy = plan.policy ?? journey.versionPolicy;
    const { registry } = this.roster;
    const versions = this.roster.versionsOf(id);
    const asked = { registry, exposed, isAnybodyInside, makeSalt: this.makeSalt };
    const refusals = [
      ...trafficRefusals(journey, versions, asked),
      ...unitRefusals(journey, versions, asked),
    ];
    if (refusals.length > 0) return refused(...refusals);
    const amended = changedPlans(journey, before, registry).filter((node) => exposed.includes(node));
    const version = nextVersion(journey, before, {
      registry,
      amended,
      traffic: ownedSlots(journey, this.roster, registry),
      removedArms,
      templates: this.templates(),
      nowMs: this.clock.nowMs(),
      actor,
      migration: policy === 'migrate' ? (plan.map ?? {}) : null,
      undoneMove: record.undoneMove,
    });
    const after = this.published(record, journey, version, life);
    const isNew = version !== before;
    const { version: number, hash } = version;
    const audit = this.audit(actor, 'publish', id, {
      version: number,
      hash,
      policy,
      ...(amended.length > 0 ? { amendedPlans: amended } : {}),
      ...(taken.length > 0 ? { removedArms: taken.map((one) => takenAwayNote(one, removedArms)) } : {}),
      ...plan.note,
    });
    await this.catalog.saveJourney(after, isNew ? version : null, audit);
    if (isNew) this.roster.addVersion(version);
    this.roster.putRecord(after);
    return { ok: true, value: version };
  }

  private published(
    record: JourneyRecord,
    journey: Journey,
    version: JourneyVersion,
    life: JourneyRecord['life'],
  ): JourneyRecord {
    return {
      ...record,
      name: journey.name,
      life,
      currentVersion: version.version,
      draft: null,
      revision: record.revision + 1,
      changedAtMs: this.clock.nowMs(),
    };
  }

  /** From now on nobody moves to the version; customers go back one by one, as they are next decided about. */
  undoMove(asked: UndoMove): Promise<Done<JourneyRecord>> {
    return this.turns.take(() => this.undoMoveNow(asked));
  }

  private async undoMoveNow({
    journeyId,
    version,
    actor,
    note = {},
  }: UndoMove): Promise<Done<JourneyRecord>> {
    const record = this.roster.records.get(journeyId);
    if (!record) return refused(problem('not-found', { params: { what: 'journey' } }));
    const why = undoRefusal(record, this.roster.versionsOf(journeyId), version);
    if (why) return refused(why);
    const after: JourneyRecord = { ...record, undoneMove: version, changedAtMs: this.clock.nowMs() };
    await this.catalog.saveJourney(
      after,
      null,
      this.audit(actor, 'undoMove', journeyId, { version, ...note }),
    );
    this.roster.putRecord(after);
    return { ok: true, value: after };
  }

  /** Pause, resume, close, stop, archive. */
  live(id: string, deed: LifeDeed, actor: string, detail: JsonObject = {}): Promise<Done<JourneyRecord>> {
    return this.turns.take(() => this.liveNow(id, deed, actor, detail));
  }

  private async liveNow(
    id: string,
    deed: LifeDeed,
    actor: string,
    detail: JsonObject,
  ): Promise<Done<JourneyRecord>> {
    const record = this.roster.records.get(id);
    if (!record) return refused(problem('not-found', { params: { what: 'journey' } }));
    const life = lifeAfter(record.life, deed);
    if (life === null) return refused(transitionRefused(record));
    const after: JourneyRecord = { ...record, life, changedAtMs: this.clock.nowMs() };
    await this.catalog.saveJourney(after, null, this.audit(actor, deed, id, detail));
    this.roster.putRecord(after);
    return { ok: true, value: after };
  }

  async configure(workspace: Omit<Workspace, 'audiences'>, actor: string): Promise<void> {
    await this.catalog.saveWorkspace(workspace, this.audit(actor, 'configure', 'workspace'));
    this.roster.setWorkspace({ ...workspace, audiences: this.roster.workspace.audiences });
  }

  async saveTemplate(id: string, name: string, content: Template): Promise<void> {
    const record = { id, name, content, changedAtMs: this.clock.nowMs() };
    await this.catalog.saveTemplate(record);
    this.roster.templates.set(id, record);
  }

  async deleteTemplate(id: string): Promise<void> {
    await this.catalog.deleteTemplate(id);
    this.roster.templates.delete(id);
  }

  async saveAudience(id: string, name: string, definition: AudienceDefinition): Promise<void> {
    await this.catalog.saveAudience({ id, name, definition, changedAtMs: this.clock.nowMs() });
    const { workspace } = this.roster;
    this.roster.setWorkspace({ ...workspace, audiences: { ...workspace.audiences, [id]: definition } });
  }

  async deleteAudience(id: string): Promise<void> {
    await this.catalog.deleteAudience(id);
    const { [id]: _deleted, ...audiences } = this.roster.workspace.audiences;
    this.roster.setWorkspace({ ...this.roster.workspace, audiences });
  }
}

function takenAwayNote({ node, arm, customerCount }: ArmTakenAway, chosen: RemovedArmsChosen): JsonObject {
  const into = chosenOf(chosen, node, arm) ?? null;
  return { node, arm, customers: customerCount, ...(into === null ? { redraw: true } : { into }) };
}

function nameOf(document: JsonObject, otherwise: string): string {
  const { name } = document;
  return typeof name === 'string' && name.trim() !== '' ? name.slice(0, 200) : otherwise;
}
