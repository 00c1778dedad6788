/** What the editor needs of the world outside; the shell answers it from the API. */
import type { JourneyId, NodeId, ProfileId } from '../../../shared/ids.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import type { Scenario } from '../../../shared/scenario.ts';
import type { Template } from '../../../shared/template.ts';
import type { WorkspaceInput } from '../../../shared/workspace.ts';
import type { RehearsalReport } from './RehearsalReport.ts';

export type JourneyState = 'draft' | 'live' | 'paused' | 'closed' | 'stopped' | 'archived';

export interface VersionEntry {
  version: number;
  publishedAtMs: number;
  /** the one new entries use */
  isCurrent: boolean;
}

export interface LoadedJourney {
  document: Journey;
  /** opaque; handed back with the next save */
  revision: string;
  state: JourneyState;
  /** whether the draft says something else than the current version */
  draftDiffers: boolean;
  versions: readonly VersionEntry[];
}

export type SaveOutcome =
  | { outcome: 'saved'; revision: string }
  /** somebody else saved since `baseRevision` */
  | { outcome: 'conflict' }
  | { outcome: 'refused'; problems: readonly Problem[] };

/** What publishing now would do. */
export interface PublishPreview {
  /** the number the draft would get */
  version: number;
  /** customers who enter at once or at the first occurrence; null where each event decides */
  entersCount: number | null;
  /** when the first of them enter; null: at any time, by event or by hand */
  firstEntryAtMs: number | null;
  firstMessages: readonly { nodeId: NodeId; channel: string; template: string; atMs: number | null }[];
  /** customers inside an earlier version */
  insideCount: number;
  problems: readonly Problem[];
}

export type DeedOutcome = { ok: true } | { ok: false; problems: readonly Problem[] };

export type Deed =
  | { deed: 'pause' }
  | { deed: 'resume'; backlog: 'release' | 'drop' }
  | { deed: 'close' }
  | { deed: 'stop' };

export interface NodeCounts {
  /** arrivals so far */
  entered: number;
  /** customers there now */
  waiting: number;
  /** customers whose journey ended there */
  left: number;
}

export interface LiveCounts {
  nodes: { readonly [nodeId: NodeId]: NodeCounts };
  /** by `edgeKey(from, outlet)` */
  edges: { readonly [edge: string]: number };
}

export interface DictionaryEntry {
  name: string;
  title?: string;
  type?: 'text' | 'number' | 'boolean' | 'date' | 'list';
  /** values worth offering */
  values?: readonly string[];
}

export interface NamedEntry {
  id: string;
  name: string;
}

export interface ProfileEntry {
  id: ProfileId;
  name: string;
}

export type TemplatePreview =
  | { ok: true; subject: string | null; body: string; segments?: number }
  | { ok: false; problems: readonly Problem[] };

export interface EditorPort {
  load(journeyId: JourneyId): Promise<LoadedJourney>;
  loadVersion(journeyId: JourneyId, version: number): Promise<Journey>;
  /** Rejects when the server cannot be reached; the editor then tries again. */
  saveDraft(journeyId: JourneyId, document: Journey, baseRevision: string): Promise<SaveOutcome>;
  /** @returns the id of the new journey */
  saveAsCopy(document: Journey): Promise<JourneyId>;
  openJourney(journeyId: JourneyId): void;
  publishPreview(journeyId: JourneyId): Promise<PublishPreview>;
  publish(journeyId: JourneyId): Promise<DeedOutcome>;
  changeState(journeyId: JourneyId, deed: Deed): Promise<DeedOutcome>;
  /** @returns how to stop listening */
  watchCounts(journeyId: JourneyId, version: number, hear: (counts: LiveCounts) => void): () => void;

  searchProfiles(text: string): Promise<readonly ProfileEntry[]>;
  loadProfile(profileId: ProfileId): Promise<ProfileInput>;
  previewTemplate(of: {
    template: string;
    channel: string;
    locale: string | null;
    profileId: ProfileId | null;
  }): Promise<TemplatePreview>;

  templates(): Promise<readonly { id: string; name: string; template: Template }[]>;
  audiences(): Promise<readonly NamedEntry[]>;
  journeys(): Promise<readonly NamedEntry[]>;
  eventNames(): Promise<readonly DictionaryEntry[]>;
  attributeNames(): Promise<readonly DictionaryEntry[]>;
  workspace(): Promise<WorkspaceInput>;

  /** Runs in the browser, on the very code of the engine. */
  check(
    document: Journey,
    known: { templates: { [id: string]: Template }; audiences: readonly string[] },
  ): readonly Problem[];
  rehearse(scenario: Scenario): Promise<RehearsalReport>;
}
