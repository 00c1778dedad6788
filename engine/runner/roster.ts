/** What runs: the workspace and every journey with its compiled versions, held in memory. */
import type { NodeRegistry } from '../../shared/nodes/registry.ts';
import { type Workspace, workspaceSchema } from '../../shared/workspace.ts';
import { hasClockConditions } from '../core/clockConditions.ts';
import { type CompiledJourney, compileJourney } from '../core/compile.ts';
import {
  compareJourneys,
  isOpen,
  type Pause,
  type RunningJourney,
  runs,
  type World,
} from '../core/customer/world.ts';
import type { TakeSlot } from '../core/gate.ts';
import { journeyWatch } from '../core/journeyWatch.ts';
import { eventsRead, eventsReadByAudiences, leavingEvents, sendsRead } from '../core/reads.ts';
import type { JourneyVersion } from '../core/version.ts';
import type { CatalogSnapshot, TemplateRecord } from '../stores/catalog.ts';
import type { JourneyRecord } from '../stores/journeyRecord.ts';
import type { Reads } from '../stores/store.ts';

type Ordered = Pick<World, 'inOrder' | 'watching' | 'isLooking'> & Pick<Reads, 'pastArms'>;

function ordered(journeys: ReadonlyMap<string, RunningJourney>): Ordered {
  const inOrder = [...journeys.values()].sort(compareJourneys);
  const watching = inOrder.filter((running) => running.watch !== null && isOpen(running));
  // whom the clock brings in, and who takes what they missed, may come to an arm from anywhere
  const isFromAnywhere = watching.length > 0 || inOrder.some(({ pauses }) => pauses.length > 0);
  return {
    inOrder,
    watching,
    pastArms: isFromAnywhere
      ? null
      : new Map(
          inOrder.map(({ id, current }) => [id, { version: current.version, nodes: current.pastArms }]),
        ),
    isLooking: inOrder.some(({ versions }) => [...versions.values()].some(hasClockConditions)),
  };
}

export class Roster {
  readonly registry: NodeRegistry;
  readonly records = new Map<string, JourneyRecord>();
  readonly templates = new Map<string, TemplateRecord>();
  workspace: Workspace = workspaceSchema.parse({});
  private readonly running = new Map<string, RunningJourney>();
  private readonly versions = new Map<string, JourneyVersion[]>();
  private readonly compiled = new Map<string, CompiledJourney>();
  private readonly pauses = new Map<string, readonly Pause[]>();
  /** running journeys as customers are asked; null when that changed */
  private ordered: Ordered | null = null;
  /** what conditions ask for: events by name, messages by how far back */
  private asked: { events: readonly string[]; sendsForMs: number } = { events: [], sendsForMs: 0 };

  constructor(registry: NodeRegistry) {
    this.registry = registry;
  }

  load(snapshot: CatalogSnapshot): void {
    const audiences = Object.fromEntries(snapshot.audiences.map(({ id, definition }) => [id, definition]));
    this.workspace = { ...snapshot.workspace, audiences };
    for (const template of snapshot.templates) this.templates.set(template.id, template);
    for (const version of snapshot.versions) this.addVersion(version);
    for (const record of snapshot.journeys) this.putRecord(record);
  }

  addVersion(version: JourneyVersion): void {
    const known = this.versions.get(version.journeyId) ?? [];
    this.versions.set(
      version.journeyId,
      [...known.filter((other) => other.version !== version.version), version].sort(
        (a, b) => a.version - b.version,
      ),
    );
  }

  versionsOf(journeyId: string): readonly JourneyVersion[] {
    return this.versions.get(journeyId) ?? [];
  }

  putRecord(record: JourneyRecord): void {
    this.records.set(record.id, record);
    if (record.currentVersion === null || record.life === 'archived') this.running.delete(record.id);
    else this.running.set(record.id, this.runningOf(record));
    this.ordered = null;
    this.refreshReads();
  }

  setWorkspace(workspace: Workspace): void {
    this.workspace = workspace;
    this.refreshReads();
  }

  /** Errors: a version whose node kind this program does not know. */
  private compile(version: JourneyVersion): CompiledJourney {
    const key = `${version.journeyId}/${version.version}/${version.hash}`;
    let compiled = this.compiled.get(key);
    if (!compiled) {
      compiled = compileJourney(version, this.registry);
      this.compiled.set(key, compiled);
    }
    return compiled;
  }

  private runningOf(record: JourneyRecord): RunningJourney {
    const versions = new Map(
      this.versionsOf(record.id).map((version) => [version.version, this.compile(version)]),
    );
    const current = record.currentVersion === null ? undefined : versions.get(record.currentVersion);
    if (!current) throw new Error(`journey ${record.id} has no version ${record.currentVersion}`);
    return {
      id: record.id,
      life: record.life,
      current,
      versions,
      undoneMove: record.undoneMove,
      pauses: this.pauses.get(record.id) ?? [],
      watch: this.watchOf(record, versions),
    };
  }

  private watchOf(
    record: JourneyRecord,
    versions: ReadonlyMap<number, CompiledJourney>,
  ): RunningJourney['watch'] {
    const published = this.versionsOf(record.id).flatMap(({ version, publishedAtMs }) => {
      const compiled = version <= (record.currentVersion ?? 0) ? versions.get(version) : undefined;
      return compiled ? [{ compiled, publishedAtMs }] : [];
    });
    return journeyWatch(published);
  }

  /** Pauses whose customers have not all taken what they missed. */
  setPauses(journeyId: string, pauses: readonly Pause[]): void {
    this.pauses.set(journeyId, pauses);
    const running = this.running.get(journeyId);
    if (running) this.running.set(journeyId, { ...running, pauses });
    this.ordered = null;
  }

  private refreshReads(): void {
    const versions = [...this.running.values()].flatMap((running) => [...running.versions.values()]);
    // whoever goes back from a move takes the goals and exits that came meanwhile
    const undone = [...this.running.values()].filter(({ undoneMove }) => undoneMove !== null);
    const names = [
      ...eventsReadByAudiences(this.workspace.audiences),
      ...versions.flatMap(eventsRead),
      ...undone.flatMap((running) => [...running.versions.values()].flatMap(leavingEvents)),
    ];
    this.asked = { events: [...new Set(names)], sendsForMs: sendsRead(versions, this.workspace) };
  }

  get journeys(): ReadonlyMap<string, RunningJourney> {
    return this.running;
  }

  /** What decisions read about customers who only do what is due. */
  readsAt(nowMs: number): Reads {
    const { pastArms } = this.order();
    return { ...this.allReadsAt(nowMs), pastArms };
  }

  /** What any decision reads. */
  allReadsAt(nowMs: number): Reads {
    const { events, sendsForMs } = this.asked;
    return { events, sendsSinceMs: sendsForMs > 0 ? nowMs - sendsForMs : null, pastArms: null };
  }

  private order(): Ordered {
    this.ordered ??= ordered(this.running);
    return this.ordered;
  }

  /** Journeys whose timers and sends do not run: they wait for a resume, or a stop is ending them. */
  heldJourneys(): string[] {
    return [...this.running.values()].filter((running) => !runs(running)).map(({ id }) => id);
  }

  world(nowMs: number, takeSlot: TakeSlot, toldBeforeMs = nowMs): World {
    const { workspace, running: journeys } = this;
    const { inOrder, watching, isLooking } = this.order();
    return { nowMs, toldBeforeMs, workspace, journeys, inOrder, watching, isLooking, takeSlot };
  }
}
