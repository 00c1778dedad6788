/** All that the API asks of the engine; carried to its thread by name. Arguments and answers are plain data. */
import type { JourneyRecord } from '../engine/stores/catalog.ts';
import type { EventInput, ReceiptKind } from '../shared/event.ts';
import type { JsonObject } from '../shared/json.ts';
import type { Problem } from '../shared/problem.ts';
import type { ProfileInput } from '../shared/profile.ts';
import type { Template } from '../shared/template.ts';
import type { AudienceDefinition, Workspace } from '../shared/workspace.ts';

export type Accepted = 'accepted' | 'duplicate';

export interface ReceiptReport {
  id: string;
  deliveryKey: string;
  kind: ReceiptKind;
  properties: JsonObject;
}

export interface PersonDeed {
  journeyId: string;
  profileId: string;
  key: string | null;
}

export interface PreviewedPublish {
  problems: Problem[];
  hash: string | null;
  audienceCount: number | null;
  entersNow: number;
  entriesAtMs: number[];
  messages: { node: string; channel: string; template: string; earliestAtMs: number | null }[];
}

export interface DueWork {
  customers: number;
  effects: number;
  /** there is more than was counted */
  moreThanCounted: boolean;
  /** when the oldest due work was due; null when nothing is due */
  oldestDueAtMs: number | null;
}

export interface EngineCalls {
  track(events: EventInput[]): Promise<Accepted[]>;
  putProfiles(profiles: ProfileInput[]): Promise<void>;
  receipt(receipt: ReceiptReport): Promise<Accepted>;
  enrol(deed: PersonDeed & { properties: JsonObject; override: boolean }): Promise<void>;
  remove(deed: PersonDeed): Promise<void>;
  createJourney(document: JsonObject, actor: string): Promise<JourneyRecord>;
  saveDraft(id: string, document: JsonObject, revision: number, actor: string): Promise<JourneyRecord>;
  check(document: JsonObject): Promise<Problem[]>;
  previewPublish(id: string): Promise<PreviewedPublish>;
  publish(id: string, revision: number, actor: string): Promise<void>;
  pause(id: string, actor: string): Promise<void>;
  resume(id: string, actor: string): Promise<void>;
  close(id: string, actor: string): Promise<void>;
  stop(id: string, actor: string): Promise<void>;
  archive(id: string, actor: string): Promise<void>;
  configure(workspace: Omit<Workspace, 'audiences'>, actor: string): Promise<void>;
  saveTemplate(id: string, name: string, content: Template): Promise<void>;
  deleteTemplate(id: string): Promise<void>;
  saveAudience(id: string, name: string, definition: AudienceDefinition): Promise<void>;
  deleteAudience(id: string): Promise<void>;
  /** chooses the provider that carries a channel from the next send on */
  setCarrier(channel: string, provider: string, settings: JsonObject): Promise<void>;
  dueWork(): Promise<DueWork>;
}
