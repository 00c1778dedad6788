/** What people write and publish: journeys with drafts and versions, templates, audiences, settings. */
import type { Template } from '../../shared/template.ts';
import type { AudienceDefinition, Workspace } from '../../shared/workspace.ts';
import type { JourneyVersion } from '../core/version.ts';
import type { AuditRow } from './auditRow.ts';
import type { ExperimentLog } from './experimentLog.ts';
import type { JourneyRecord } from './journeyRecord.ts';

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
