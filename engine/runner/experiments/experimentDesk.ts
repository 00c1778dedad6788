/** What is written down about experiments, and the versions that carry decisions out. */
import { type Done, refused } from '../../../shared/done.ts';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { hashJson } from '../../../shared/journey/canonical.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { problem } from '../../../shared/problem.ts';
import { analyse } from '../../core/experiments/analyse.ts';
import { type AutomaticDeed, sharesAfter } from '../../core/experiments/automaticDeed.ts';
import type { AnalysisRun, Decision, RunHead } from '../../core/experiments/experimentRecords.ts';
import { type Harm, type HarmPause, harmPausesOf, harmToPauseFor } from '../../core/experiments/harm.ts';
import type { AuditRow } from '../../stores/auditRow.ts';
import type { Catalog } from '../../stores/catalog.ts';
import type { Reports } from '../../stores/reports.ts';
import type { Acceptance, NewInput } from '../../stores/store.ts';
import { assigningNodes } from '../assigningNodes.ts';
import type { Clock } from '../clock.ts';
import { lifeAfter } from '../journeyLife.ts';
import type { Roster } from '../roster.ts';
import { Turns } from '../turns.ts';
import { type Analysed, analysisRun } from './analysisRun.ts';
import { collectAnalysisInput } from './collectAnalysisInput.ts';
import { type DecisionAsked, decisionRefusal, isByRule } from './decisionRefusal.ts';
import { knownSplits } from './otherSplits.ts';
import { letsNobodyIn, type SharesAsked, type VersionMade, versionWithShares } from './versionWithShares.ts';
import {
  type WithdrawalAsked,
  type WithdrawalNote,
  withdrawalInputs,
  withdrawalsOf,
} from './withdrawalInputs.ts';

type AcceptInputs = (inputs: readonly NewInput[]) => Promise<readonly Acceptance[]>;

/** Pauses a journey, with what the audit line says beside it. */
type PauseDeed = (journeyId: string, by: { actor: string; note: JsonObject }) => Promise<Done<unknown>>;

/** Customers whose exposures are withdrawn in one transaction. */
const WITHDRAWN_AT_ONCE = 5_000;
/** Who decides where a plan's rule does. */
export const AUTOMATION = 'automation';

/** What people and plans do with experiments: keep a run, decide, withdraw exposures, pause for harm. */
export class ExperimentDesk {
  private readonly catalog: Catalog;
  private readonly reports: Reports;
  private readonly roster: Roster;
  private readonly clock: Clock;
  private readonly whenPublished: () => Promise<void>;
  private readonly pause: PauseDeed;
  /** each decision knows what was decided just before */
  private readonly deeds = new Turns();
  /** of all that is written about journeys; taken within a decision, never the other way round */
  private readonly turns: Turns;
  private readonly accept: AcceptInputs;

  constructor(given: {
    catalog: Catalog;
    reports: Reports;
    roster: Roster;
    clock: Clock;
    whenPublished: () => Promise<void>;
    pause: PauseDeed;
    turns: Turns;
    accept: AcceptInputs;
  }) {
    this.turns = given.turns;
    this.catalog = given.catalog;
    this.reports = given.reports;
    this.roster = given.roster;
    this.clock = given.clock;
    this.whenPublished = given.whenPublished;
    this.pause = given.pause;
    this.accept = given.accept;
  }

  /**
   * Analyses a split now and keeps the run; for programs without the server, which reads in threads of its own.
   * @param node '' is the journey's holdout
   */
  async run(
    { journeyId, node }: { journeyId: string; node: string },
    by: { actor: string; codeVersion: string },
  ): Promise<Done<AnalysisRun>> {
    const { registry, workspace } = this.roster;
    const input = await collectAnalysisInput(this.reports, this.roster.versionsOf(journeyId), {
      registry,
      workspaceZone: workspace.timeZone,
      holidays: workspace.holidays,
      node,
      asOfMs: this.clock.nowMs(),
      knownSplits: knownSplits(
        [...this.roster.records.keys()].map((id) => this.roster.versionsOf(id)),
        registry,
      ),
    });
    if (!input) return refused(problem('not-found', { params: { what: 'split' } }));
    const { actor, codeVersion } = by;
    const analysed = { input, analysis: analyse(input), codeVersion };
    return { ok: true, value: await this.keep(analysed, { actor, isLook: true }) };
  }

  /**
   * Keeps an analysis, and that somebody saw it; answers the run as it is kept.
   * @param by.isLook false where the program asked, or a page that shows no effect
   */
  async keep(
    analysed: Analysed,
    { actor, isLook }: { actor: string; isLook: boolean },
  ): Promise<AnalysisRun> {
    const nowMs = this.clock.nowMs();
    const run = analysisRun(analysed, { actor, nowMs });
    const look = isLook ? { runId: run.id, atMs: nowMs, actor, type: 'look' as const } : null;
    await this.catalog.saveRun(run, look);
    return (await this.reports.run(run.id)) ?? run;
  }

  /** Somebody looked although a check had failed. */
  async noteLook(runId: string, actor: string): Promise<Done<void>> {
    if (!(await this.reports.run(runId))) return refused(problem('not-found', { params: { what: 'run' } }));
    await this.catalog.saveLook({ runId, atMs: this.clock.nowMs(), actor, type: 'despiteChecks' });
    return { ok: true, value: undefined };
  }

  /** A person decides; what the plan's rule does not allow needs a reason and a second name. */
  decide(asked: DecisionAsked): Promise<Done<Decision>> {
    return this.deeds.take(() => this.decideNow(asked));
  }

  /** The plan's own rule decides, or moves shares; null where no decision was made. */
  automate(run: AnalysisRun, deed: AutomaticDeed): Promise<Done<Decision | null>> {
    return this.deeds.take(() => this.automateNow(run, deed));
  }

  /**
   * Takes imported exposures back: kept, counted no more. The audit line comes first, and once: a crash between it and
   * the inputs leaves a withdrawal that can be asked for again.
   */
  withdraw(asked: WithdrawalAsked): Promise<Done<readonly Acceptance[]>> {
    return this.deeds.take(async () => {
      const { roster, reports, clock } = this;
      const inputs = await withdrawalInputs(asked, { roster, reports, nowMs: clock.nowMs() });
      if (!inputs.ok) return inputs;
      await this.turns.take(() => this.noteWithdrawal(asked, inputs.value.length));
      const accepted: Acceptance[] = [];
      for (let from = 0; from < inputs.value.length; from += WITHDRAWN_AT_ONCE) {
        accepted.push(...(await this.accept(inputs.value.slice(from, from + WITHDRAWN_AT_ONCE))));
      }
      return { ok: true, value: accepted };
    });
  }

  private async noteWithdrawal(
    { id, journeyId, node, batch, reason, actor }: WithdrawalAsked,
    customers: number,
  ): Promise<void> {
    const known = withdrawalsOf(await this.reports.deedsOf(journeyId), node);
    const record = this.roster.records.get(journeyId);
    if (!record || known.some((note) => note.id === id)) return;
    const note: WithdrawalNote = { id, node, batch, customers, reason };
    await this.catalog.saveJourney(record, null, this.audit(actor, 'withdrawExposures', journeyId, note));
  }

  /** Pauses the journey where the plan says so and harm was shown that it was not paused for yet; answers that harm. */
  pauseForHarm(run: AnalysisRun): Promise<Done<Harm[]>> {
    return this.deeds.take(() => this.pauseNow(run));
  }

  private async pauseNow({ id, journeyId, node, analysis }: AnalysisRun): Promise<Done<Harm[]>> {
    const { salt } = analysis;
    const record = this.roster.records.get(journeyId);
    const known = harmPausesOf(await this.reports.deedsOf(journeyId), { node, salt });
    const split = this.splitNow({ journeyId, node });
    // arms and salt may have changed since the analysis
    const isThere = (arm: string) =>
      !split || (split.salt === salt && split.arms.some(({ id }) => id === arm));
    const harm = harmToPauseFor(analysis).filter(
      ({ goal, arm }) => isThere(arm) && !known.some((pause) => pause.goal === goal && pause.arm === arm),
    );
    const mayPause = record !== undefined && lifeAfter(record.life, 'pause') !== null;
    if (harm.length === 0 || !mayPause) return { ok: true, value: [] };
    const note: HarmPause = { node, salt, run: id, harm };
    const paused = await this.pause(journeyId, { actor: AUTOMATION, note });
    return paused.ok ? { ok: true, value: harm } : paused;
  }

  private async decideNow(asked: DecisionAsked): Promise<Done<Decision>> {
    const run = await this.reports.run(asked.runId);
    if (!run || run.journeyId !== asked.journeyId || run.node !== asked.node) {
      return refused(problem('not-found', { params: { what: 'run' } }));
    }
    if (!(await this.isNewest(run))) return refused(problem('run-not-newest', { field: 'run' }));
    if (await this.isDecided(run)) return refused(problem('run-decided', { field: 'run' }));
    const refusal = decisionRefusal(asked, run.analysis);
    if (refusal) return refused(refusal);
    const { rule, plan } = run.analysis;
    const byRule = isByRule(asked, rule);
    const holdback = plan.automation && 'holdback' in plan.automation ? plan.automation.holdback : 0;
    const { verdict, startedAtMs } = run;
    const made = { ...asked, verdict, startedAtMs, byRule, isAutomatic: false };
    switch (asked.decision) {
      case 'rollOut':
        return this.carryOut(run, made, { type: 'rollOut', arm: asked.arm ?? '', holdback });
      case 'keepControl':
        return this.carryOut(run, made, { type: 'keepControl' });
      default:
        return { ok: true, value: await this.write(made, null) };
    }
  }

  private async automateNow(run: AnalysisRun, deed: AutomaticDeed): Promise<Done<Decision | null>> {
    if (await this.isDecided(run)) return refused(problem('run-decided'));
    // the next round sees it as it is by then
    if (!this.isOfNow(run, run.analysis)) return { ok: true, value: null };
    if (deed.type === 'reallocate') return this.reallocate(run, deed.shares);
    const record = this.roster.records.get(run.journeyId);
    // a roll-out that reaches nobody is for a person to write down
    if (record && letsNobodyIn(record)) return { ok: true, value: null };
    const made = {
      journeyId: run.journeyId,
      node: run.node,
      runId: run.id,
      decision: deed.type,
      arm: deed.type === 'rollOut' ? deed.arm : null,
      reason: null,
      verdict: run.verdict,
      startedAtMs: run.startedAtMs,
      decidedBy: AUTOMATION,
      approvedBy: null,
      byRule: true,
      isAutomatic: true,
    };
    return this.carryOut(run, made, deed);
  }

  private async reallocate(
    { id, journeyId, node, analysis }: AnalysisRun,
    shares: { [arm: string]: number },
  ): Promise<Done<null>> {
    const asked = { journeyId, node, shares, isForEverybody: false };
    const made = await this.makeVersion(asked, { analysis, actor: AUTOMATION }, async (carriedOut) => {
      if (!carriedOut) return;
      const { journey, version } = carriedOut;
      const detail = { node, run: id, shares, version: version.version };
      const line = this.audit(AUTOMATION, 'reallocate', journeyId, detail);
      await this.catalog.saveJourney(journey, version, line);
    });
    return made.ok ? { ok: true, value: null } : made;
  }

  private async carryOut(
    { journeyId, node, analysis }: AnalysisRun,
    made: Omit<Decision, 'id' | 'atMs' | 'version'>,
    deed: Exclude<AutomaticDeed, { type: 'reallocate' }>,
  ): Promise<Done<Decision>> {
    const arms = analysis.arms.flatMap(({ id, isRemoved }) => (isRemoved ? [] : id));
    const shares = sharesAfter(deed, arms, analysis.reference ?? arms[0] ?? '');
    const asked = { journeyId, node, shares, isForEverybody: true };
    const by = { analysis, actor: made.decidedBy };
    return this.makeVersion(asked, by, (carriedOut) => this.write(made, carriedOut));
  }

  private async write(
    made: Omit<Decision, 'id' | 'atMs' | 'version'>,
    carriedOut: VersionMade | null,
  ): Promise<Decision> {
    const { journeyId, node, runId: run, decision: deed, arm, byRule, decidedBy } = made;
    const earlier = await this.reports.decisions({ journeyId, node });
    const decision: Decision = {
      ...made,
      id: `${journeyId}/${node}/${earlier.length + 1}`,
      atMs: this.clock.nowMs(),
      version: carriedOut?.version.version ?? null,
    };
    const detail = { node, run, decision: deed, arm, byRule, version: decision.version };
    await this.catalog.saveDecision(decision, carriedOut, this.audit(decidedBy, 'decide', journeyId, detail));
    return decision;
  }

  /** The split in force; null for the journey's holdout, and where it is drawn no more. */
  private splitNow({ journeyId, node }: Pick<SharesAsked, 'journeyId' | 'node'>) {
    const inForce = this.roster.versionsOf(journeyId).at(-1);
    const splits = inForce ? assigningNodes(inForce.document, this.roster.registry) : [];
    return splits.find(({ nodeId }) => nodeId === node) ?? null;
  }

  /** Whether the split in force is the one analysed: arms and salt may have changed since. */
  private isOfNow(asked: Pick<SharesAsked, 'journeyId' | 'node'>, of: Analysis): boolean {
    const split = this.splitNow(asked);
    if (!split) return true;
    const analysed = of.arms.flatMap(({ id, isRemoved }) => (isRemoved ? [] : id)).sort();
    const now = split.arms.map(({ id }) => id).sort();
    return split.salt === of.salt && hashJson(now) === hashJson(analysed);
  }

  /**
   * Makes the version with other shares, unless there is none to make: a journey that lets nobody in gets none.
   * @param save writes it together with what it was made for, before anything else is written about journeys
   */
  private async makeVersion<T>(
    asked: SharesAsked,
    { analysis, actor }: { analysis: Analysis; actor: string },
    save: (made: VersionMade | null) => Promise<T>,
  ): Promise<Done<T>> {
    const done = await this.turns.take(async (): Promise<Done<{ made: VersionMade | null; saved: T }>> => {
      if (!this.isOfNow(asked, analysis)) return refused(problem('run-not-newest', { field: 'run' }));
      const made = versionWithShares(this.roster, asked, { nowMs: this.clock.nowMs(), actor });
      if (!made.ok) return made;
      const saved = await save(made.value);
      if (made.value) {
        this.roster.addVersion(made.value.version);
        this.roster.putRecord(made.value.journey);
      }
      return { ok: true, value: { made: made.value, saved } };
    });
    if (!done.ok) return done;
    if (done.value.made) await this.whenPublished();
    return { ok: true, value: done.value.saved };
  }

  private async isNewest({ id, journeyId, node }: RunHead): Promise<boolean> {
    const { items } = await this.reports.runs({ journeyId, node }, { limit: 1, cursor: null });
    return items[0]?.id === id;
  }

  /** A decision that ended the experiment makes the next analysis another one; to wait ends nothing. */
  private async isDecided({ id, journeyId, node }: RunHead): Promise<boolean> {
    const decisions = await this.reports.decisions({ journeyId, node });
    return decisions.some(({ runId, decision }) => runId === id && decision !== 'continue');
  }

  private audit(actor: string, deed: string, subject: string, detail: JsonObject): AuditRow {
    return { atMs: this.clock.nowMs(), actor, deed, subject, detail };
  }
}
