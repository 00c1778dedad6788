import { expect } from 'vitest';
import { analyse } from '../../engine/core/experiments/analyse.ts';
import type { AnalysisRun, Decision, Look } from '../../engine/core/experiments/experimentRecords.ts';
import { experimentInput } from '../engine/experiments/experimentInput.ts';
import { NOW } from './rows.ts';
import type { Contract } from './session.ts';

const input = experimentInput([
  { arm: 'control', units: 100, conversions: 5 },
  { arm: 'treatment', units: 100, conversions: 9 },
]);

function runOf(id: string, more: Partial<AnalysisRun> = {}): AnalysisRun {
  return {
    id,
    journeyId: 'j1',
    node: 'split',
    asOfMs: NOW,
    createdAtMs: NOW,
    actor: 'ana',
    inputHash: `h-${id}`,
    planHash: 'p',
    codeVersion: '1',
    verdict: 'undecided',
    verdictArm: null,
    matureCount: 200,
    plannedCount: null,
    exposedCount: 200,
    startedAtMs: NOW,
    input,
    analysis: analyse(input),
    ...more,
  };
}
const headOf = ({ input: _input, analysis: _analysis, ...head }: AnalysisRun) => head;
const lookAt = (runId: string): Look => ({ runId, atMs: NOW, actor: 'bo', type: 'look' });

const decision: Decision = {
  id: 'j1/split/1',
  journeyId: 'j1',
  node: 'split',
  runId: 'r1',
  atMs: NOW,
  decision: 'endWithoutDecision',
  arm: null,
  reason: 'Ende',
  decidedBy: 'ana',
  approvedBy: 'bo',
  verdict: 'undecided',
  startedAtMs: NOW,
  byRule: false,
  isAutomatic: false,
  version: null,
};
const line = { atMs: NOW, actor: 'ana', deed: 'decide', subject: 'j1', detail: {} };
const split = { journeyId: 'j1', node: 'split' };

/** Promises of `ExperimentLog` and what reports read of it. */
export const experimentContract: Contract = {
  'a run comes back whole, and an id nobody kept is null': async ({ catalog, reports }) => {
    await catalog.saveRun(runOf('r1'), lookAt('r1'));
    expect(await reports.run('r1')).toEqual(runOf('r1'));
    expect(await reports.run('r2')).toBeNull();
  },

  'a run that is there stays as it is, and the look is counted': async ({ catalog, reports }) => {
    await catalog.saveRun(runOf('r1'), lookAt('r1'));
    await catalog.saveRun(runOf('r1', { actor: 'eve' }), lookAt('r1'));
    await catalog.saveRun(runOf('r2'), null);
    await catalog.saveLook({ ...lookAt('r2'), type: 'despiteChecks' });
    expect((await reports.run('r1'))?.actor).toBe('ana');
    expect(await reports.lookCount(split)).toBe(3);
    expect(await reports.lookCount({ ...split, node: 'other' })).toBe(0);
  },

  'runs of a split are listed newest first, page by page, without what they rest on': async (session) => {
    const { catalog, reports } = session;
    for (const id of ['r1', 'r2', 'r3']) await catalog.saveRun(runOf(id), null);
    await catalog.saveRun(runOf('x', { node: '' }), null);
    const first = await reports.runs(split, { limit: 2, cursor: null });
    expect(first.items).toEqual([headOf(runOf('r3')), headOf(runOf('r2'))]);
    const second = await reports.runs(split, { limit: 2, cursor: first.next });
    expect(second).toEqual({ items: [headOf(runOf('r1'))], next: null });
    expect(await reports.lastRuns()).toEqual([headOf(runOf('x', { node: '' })), headOf(runOf('r3'))]);
  },

  'decisions of a split are listed newest first, with an audit line each': async ({ catalog, reports }) => {
    const second = { ...decision, id: 'j1/split/2' };
    await catalog.saveDecision(decision, null, line);
    await catalog.saveDecision(second, null, line);
    await catalog.saveDecision({ ...decision, node: '', id: 'j1//1' }, null, line);
    expect(await reports.decisions(split)).toEqual([second, decision]);
    expect(await reports.decisions({})).toHaveLength(3);
    expect((await reports.audit({ limit: 5, cursor: null })).items).toEqual([line, line, line]);
  },
};
