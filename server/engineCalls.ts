/** All that the API asks of the engine; carried to its thread by name. Arguments and answers are plain data. */
import type { ExplainedEntry } from '../engine/core/customer/explainEntry.ts';
import type { AutomaticDeed } from '../engine/core/experiments/automaticDeed.ts';
import type { AnalysisRun, Decision } from '../engine/core/experiments/experimentRecords.ts';
import type { Harm } from '../engine/core/experiments/harm.ts';
import type { PublishPlan, UndoMove } from '../engine/runner/catalogDesk.ts';
import type { EnrolDeed, PersonDeed, RetryDeed } from '../engine/runner/deedInputs.ts';
import type { Analysed } from '../engine/runner/experiments/analysisRun.ts';
import type { DecisionAsked } from '../engine/runner/experiments/decisionRefusal.ts';
import type { WithdrawalAsked } from '../engine/runner/experiments/withdrawalInputs.ts';
import type { ResumeChoice } from '../engine/runner/lifeKeeper.ts';
import type { ReceiptInput } from '../engine/runner/receiptInput.ts';
import type { JourneyRecord } from '../engine/stores/journeyRecord.ts';
import type { ExposureImport } from '../shared/api/exposures.ts';
import type { EventInput, MergeInput } from '../shared/event.ts';
import type { JsonObject } from '../shared/json.ts';
import type { ProfileInput } from '../shared/profile.ts';
import type { Template } from '../shared/template.ts';
import type { AudienceDefinition, Workspace } from '../shared/workspace.ts';

export type Accepted = 'accepted' | 'duplicate';

export interface DueWork {
  customers: number;
  effects: number;
  /** there is more than was counted */
  moreThanCounted: boolean;
  /** customers left alone because deciding about them failed */
  setAside: number;
  /** when the oldest due work was due; null when nothing is due */
  oldestDueAtMs: number | null;
}

export interface EngineCalls {
  track(events: EventInput[]): Promise<Accepted[]>;
  merge(merge: MergeInput): Promise<Accepted>;
  putProfiles(profiles: ProfileInput[]): Promise<void>;
  receipt(receipt: ReceiptInput): Promise<Accepted>;
  importExposures(
    journey: string,
    node: string,
    exposures: ExposureImport[],
    batch: string,
  ): Promise<Accepted[]>;
  withdrawExposures(asked: WithdrawalAsked): Promise<Accepted[]>;
  enrol(deed: EnrolDeed): Promise<void>;
  remove(deed: PersonDeed): Promise<void>;
  retry(deeds: RetryDeed[]): Promise<void>;
  /** null when the journey was never launched */
  explainEntry(asked: PersonDeed): Promise<ExplainedEntry | null>;
  createJourney(document: JsonObject, actor: string): Promise<JourneyRecord>;
  saveDraft(id: string, document: JsonObject, revision: number): Promise<JourneyRecord>;
  publish(id: string, revision: number, actor: string, plan?: PublishPlan): Promise<void>;
  undoMove(asked: UndoMove): Promise<void>;
  pause(id: string, actor: string): Promise<void>;
  resume(id: string, actor: string, choice?: ResumeChoice): Promise<void>;
  close(id: string, actor: string): Promise<void>;
  stop(id: string, actor: string): Promise<void>;
  archive(id: string, actor: string): Promise<void>;
  configure(workspace: Omit<Workspace, 'audiences'>, actor: string): Promise<void>;
  saveTemplate(id: string, name: string, content: Template): Promise<void>;
  deleteTemplate(id: string): Promise<void>;
  saveAudience(id: string, name: string, definition: AudienceDefinition): Promise<void>;
  deleteAudience(id: string): Promise<void>;
  /** the run as it is kept; a run on the same data is that run again */
  keepRun(analysed: Analysed, by: { actor: string; isLook: boolean }): Promise<AnalysisRun>;
  noteLook(runId: string, actor: string): Promise<void>;
  decide(asked: DecisionAsked): Promise<Decision>;
  /** what the journey was paused for, by the plan; empty where there was nothing new */
  pauseForHarm(run: AnalysisRun): Promise<Harm[]>;
  automate(run: AnalysisRun, deed: AutomaticDeed): Promise<Decision | null>;
  /** chooses the provider that carries a channel from the next send on */
  setCarrier(channel: string, provider: string, settings: JsonObject): Promise<void>;
  dueWork(): Promise<DueWork>;
}
