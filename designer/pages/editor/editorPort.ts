/** What the editor needs of the world outside; the shell answers it from the API. */
import type { AnswerFrom, CallTo } from '../../../shared/api/endpoints.ts';
import type { GoalHistory, Layer } from '../../../shared/api/experiments.ts';
import type { Counts, PublishPreview, VersionSummary } from '../../../shared/api/journeys.ts';
import type { MovePreview } from '../../../shared/api/movePreview.ts';
import type { ProblemView } from '../../../shared/api/problemDetails.ts';
import type { TemplatePreview } from '../../../shared/api/templates.ts';
import type { JourneyId, ProfileId } from '../../../shared/ids.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import type { JourneyDeed, JourneyLife, LifeDeed } from '../../../shared/journey/life.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import type { Content, Template } from '../../../shared/template.ts';
import type { AudienceDefinition, WorkspaceInput } from '../../../shared/workspace.ts';

export interface LoadedJourney {
  /** the draft as stored, possibly unfinished; else the current version's document */
  document: JsonObject;
  revision: number;
  state: JourneyLife;
  /** whether the draft says something else than the current version */
  hasDraft: boolean;
  /** the one new entries use */
  currentVersion: number | null;
  versions: readonly VersionSummary[];
  /** the version whose taking over of the people inside can be undone */
  undoableMove: number | null;
  /** what may be done with the journey as it stands */
  deeds: readonly JourneyDeed[];
  totals: { parked: number };
}

export type SaveOutcome =
  | { outcome: 'saved'; revision: number }
  /** somebody else saved since the revision the edit began with */
  | { outcome: 'conflict' }
  | { outcome: 'refused'; problems: readonly ProblemView[] };

export type DeedOutcome = { ok: true } | { ok: false; problems: readonly ProblemView[] };

/** `revision` is the one the journey is of by being published. */
export type PublishOutcome = { ok: true; revision: number } | Extract<DeedOutcome, { ok: false }>;

/** What changes a journey's life, besides publishing. */

/** What is asked of the server, in its contract's words. */
export type PublishPlan = Omit<CallTo<'publishJourney'>['body'], 'revision'>;
export type ResumeChoice = NonNullable<CallTo<'resumeJourney'>['body']>;
export type GoalQuestion = CallTo<'goalHistory'>['body'];
export type Backlog = AnswerFrom<'listBacklog'>;

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

export interface AudienceEntry extends NamedEntry {
  definition: AudienceDefinition;
}

export interface TemplateEntry extends NamedEntry {
  template: Template;
}

export interface ProfileEntry {
  id: ProfileId;
  name: string;
}

export interface EditorPort {
  load(journeyId: JourneyId): Promise<LoadedJourney>;
  loadVersion(journeyId: JourneyId, version: number): Promise<JsonObject>;
  /** Rejects when the server cannot be reached; the editor then tries again. */
  saveDraft(journeyId: JourneyId, document: Journey, baseRevision: number): Promise<SaveOutcome>;
  /** @returns the id of the new journey */
  saveAsCopy(document: Journey): Promise<JourneyId>;
  openJourney(journeyId: JourneyId): void;
  /** Shows whom a fault holds in the journey, or at one node. */
  openParked(journeyId: JourneyId, node?: string): void;
  /** @param plan for the people inside; without one, the document's policy */
  publishPreview(journeyId: JourneyId, plan: PublishPlan): Promise<PublishPreview>;
  /** @param revision the one that was previewed */
  publish(journeyId: JourneyId, revision: number, plan: PublishPlan): Promise<PublishOutcome>;
  /** The move of the people inside that a version made, and what undoing it would do now. */
  move(journeyId: JourneyId, version: number): Promise<MovePreview>;
  undoMove(journeyId: JourneyId, version: number): Promise<DeedOutcome>;
  resume(journeyId: JourneyId, choice: ResumeChoice): Promise<DeedOutcome>;
  /** What a pause holds, page by page. */
  backlog(journeyId: JourneyId, cursor: string | undefined): Promise<Backlog>;
  changeState(journeyId: JourneyId, deed: LifeDeed): Promise<DeedOutcome>;
  /**
   * @param version null for all together
   * @returns how to stop listening
   */
  watchCounts(journeyId: JourneyId, version: number | null, hear: (counts: Counts) => void): () => void;

  /** How often an audience reached a goal lately. */
  goalHistory(asked: GoalQuestion): Promise<GoalHistory>;

  searchProfiles(text: string): Promise<readonly ProfileEntry[]>;
  loadProfile(profileId: ProfileId): Promise<ProfileInput>;
  previewTemplate(of: {
    content: Content;
    channel: string;
    profileId: ProfileId | null;
  }): Promise<TemplatePreview>;

  templates(): Promise<readonly TemplateEntry[]>;
  audiences(): Promise<readonly AudienceEntry[]>;
  journeys(): Promise<readonly NamedEntry[]>;
  layers(): Promise<readonly Layer[]>;
  eventNames(): Promise<readonly DictionaryEntry[]>;
  attributeNames(): Promise<readonly DictionaryEntry[]>;
  workspace(): Promise<WorkspaceInput>;
}
