/** The API's calls carried out by an engine; in its own thread, or in a test's. */
import type { Engine } from '../../engine/runner/engine.ts';
import type { ResumeChoice } from '../../engine/runner/lifeKeeper.ts';
import type { Acceptance, Store } from '../../engine/stores/store.ts';
import type { Done } from '../../shared/done.ts';
import { problem } from '../../shared/problem.ts';
import type { Accepted, DueWork, EngineCalls } from '../engineCalls.ts';
import { deedRefused } from '../http/deedRefused.ts';

/** Due work is counted up to here: health needs to know that it is much, not how much, and counting keeps the loop waiting. */
const DUE_COUNTED_MAX = 250;

function insist<T>(done: Done<T>): T {
  if (done.ok) return done.value;
  throw deedRefused(done.problems);
}

function accepted(acceptance: Acceptance): Accepted {
  return 'duplicate' in acceptance ? 'duplicate' : 'accepted';
}

async function dueWork(engine: Engine, store: Store, nowMs: number): Promise<DueWork> {
  const heldJourneys = engine.roster.heldJourneys();
  const limit = DUE_COUNTED_MAX + 1;
  const customers = await store.dueCustomers({ nowMs, timersUntilMs: nowMs, heldJourneys, limit });
  const effects = await store.dueEffects({ nowMs, heldJourneys, limit });
  const oldestMs = await store.nextDueMs(heldJourneys);
  return {
    customers: Math.min(customers.length, DUE_COUNTED_MAX),
    effects: Math.min(effects.length, DUE_COUNTED_MAX),
    moreThanCounted: Math.max(customers.length, effects.length) > DUE_COUNTED_MAX,
    setAside: engine.setAsideCount,
    oldestDueAtMs: oldestMs !== null && oldestMs <= nowMs ? oldestMs : null,
  };
}

export function createEngineCalls(given: {
  engine: Engine;
  store: Store;
  setCarrier: EngineCalls['setCarrier'];
  now(): number;
}): EngineCalls {
  const { engine, store, setCarrier, now } = given;
  const { desk, roster } = engine;
  const change =
    (deed: 'pause' | 'resume' | 'close' | 'stop' | 'archive') =>
    async (id: string, actor: string, choice: ResumeChoice = {}) => {
      insist(await engine.change(id, deed, actor, choice));
    };
  return {
    track: async (events) => (await engine.track(events)).map(accepted),
    merge: async (merge) => accepted(await engine.merge(merge)),
    putProfiles: (profiles) => engine.upsertProfiles(profiles),
    receipt: async (receipt) => accepted(await engine.receive(receipt)),
    importExposures: async (journey, node, exposures, batch) =>
      insist(await engine.importExposures(journey, node, exposures, batch)).map(accepted),
    withdrawExposures: async (asked) => insist(await engine.experiments.withdraw(asked)).map(accepted),
    enrol: (deed) => engine.enrol(deed),
    remove: (deed) => engine.remove(deed),
    retry: (deeds) => engine.retry(deeds),
    explainEntry: (asked) => engine.explainEntry(asked),
    createJourney: async (document, actor) => insist(await desk.create(document, actor)),
    saveDraft: async (id, document, revision) => insist(await desk.saveDraft(id, document, revision)),
    async publish(id, revision, actor, plan) {
      const record = roster.records.get(id);
      // what was looked at is what is published; nothing comes in between on this thread
      if (record && record.revision !== revision) {
        const params = { given: revision, revision: record.revision };
        throw deedRefused([problem('draft-conflict', { params })]);
      }
      insist(await engine.publishDraft(id, actor, undefined, { ...plan, isForOperator: true }));
    },
    async undoMove(asked) {
      insist(await engine.undoMove(asked));
    },
    pause: change('pause'),
    resume: change('resume'),
    close: change('close'),
    stop: change('stop'),
    archive: change('archive'),
    async configure(workspace, actor) {
      await desk.configure(workspace, actor);
    },
    saveTemplate: (id, name, content) => desk.saveTemplate(id, name, content),
    deleteTemplate: (id) => desk.deleteTemplate(id),
    saveAudience: (id, name, definition) => engine.saveAudience(id, name, definition),
    deleteAudience: (id) => desk.deleteAudience(id),
    keepRun: (analysed, by) => engine.experiments.keep(analysed, by),
    noteLook: async (runId, actor) => insist(await engine.experiments.noteLook(runId, actor)),
    decide: async (asked) => insist(await engine.experiments.decide(asked)),
    pauseForHarm: async (run) => insist(await engine.experiments.pauseForHarm(run)),
    automate: async (run, deed) => insist(await engine.experiments.automate(run, deed)),
    setCarrier,
    dueWork: () => dueWork(engine, store, now()),
  };
}
