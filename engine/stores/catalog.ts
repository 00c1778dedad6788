/** What people write and publish: journeys with drafts and versions, templates, audiences, settings. */
import type { JsonObject } from '../../shared/json.ts';
import type { Template } from '../../shared/template.ts';
import type { AudienceDefinition, Workspace } from '../../shared/workspace.ts';
import type { JourneyLife, JourneyVersion } from '../core/version.ts';
import type { ExperimentLog } from './experimentLog.ts';

export interface JourneyRecord {
  id: string;
  name: string;
  life: JourneyLife;
  /** number of the version new customers enter; null before the first publish */
  currentVersion: number | null;
  /** the version whose taking over of the people inside was undone last; null when none was */
  undoneMove: number | null;
  /** null when the draft equals the current version */
  draft: JsonObject | null;
  /** rises with every save of the draft */
  revision: number;
  createdAtMs: number;
  changedAtMs: number;
}

export interface TemplateRecord {
  id: string;
  name: string;
  content: Template;
  changedAtMs: number;
}

export interface AudienceRecord {
  id: string;
  name: string;
  definition: AudienceDefinition;
  changedAtMs: number;
}

/** One line of who did what; append-only. */
export interface AuditRow {
  atMs: number;
  actor: string;
  deed: string;
  subject: string;
  detail: JsonObject;
}

export interface CatalogSnapshot {
  workspace: Omit<Workspace, 'audiences'>;
  journeys: JourneyRecord[];
  versions: JourneyVersion[];
  templates: TemplateRecord[];
  audiences: AudienceRecord[];
}

export interface Catalog extends ExperimentLog {
  load(): Promise<CatalogSnapshot>;
  /** Writes a journey, with a new version where one was published, and the audit line, in one transaction. */
  saveJourney(journey: JourneyRecord, version: JourneyVersion | null, audit: AuditRow | null): Promise<void>;
  saveWorkspace(workspace: Omit<Workspace, 'audiences'>, audit: AuditRow): Promise<void>;
  saveTemplate(template: TemplateRecord): Promise<void>;
  deleteTemplate(id: string): Promise<void>;
  saveAudience(audience: AudienceRecord): Promise<void>;
  deleteAudience(id: string): Promise<void>;
}
