// Goal: tables say in both languages why an interval is missing, show no fixed test before its time, and name what was removed.
// Method: they are rendered to text without a browser, from analyses of the engine.
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { analyse } from '../../../../engine/core/experiments/analyse.ts';
import type { AnalysisRun } from '../../../../shared/api/experiments.ts';
import type { Analysis } from '../../../../shared/experiment/analysis.ts';
import { experimentInput, metricOf, twoArms } from '../../../engine/experiments/experimentInput.ts';

beforeAll(() => {
  // what the page asks of a browser before it renders
  vi.stubGlobal('navigator', { languages: ['en'] });
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('innerWidth', 1440);
});

/** A guardrail with eight and nine events among four thousand: too few for the sequence, enough for a small p-value. */
function thin(plannedCustomers: number): Analysis {
  const input = experimentInput(twoArms([400, 4000], [420, 4000]), {
    plan: { primary: { goal: 'opened' }, guardrails: [{ goal: 'left', margin: 0.02 }], plannedCustomers },
  });
  const left = metricOf(twoArms([8, 4000], [9, 4000]), { goal: 'left' });
  return analyse({ ...input, metrics: [...input.metrics, left] });
}

async function rendered(language: 'en' | 'zh-CN', analysis: Analysis, table: ReactNode): Promise<string> {
  const { startText } = await import('../../../../designer/text/i18n.ts');
  const { SplitProvider } = await import('../../../../designer/pages/results/SplitProvider.tsx');
  await startText(language).changeLanguage(language);
  const run = { id: 'r', analysis } as AnalysisRun; // the tables read nothing else of a run
  const provided = { split: { journeyId: 'j', node: 'n' }, run, isKept: false };
  return renderToStaticMarkup(<SplitProvider {...provided}>{table}</SplitProvider>);
}

async function guardrailsIn(language: 'en' | 'zh-CN', analysis: Analysis): Promise<string> {
  const { GuardrailsTable } = await import('../../../../designer/pages/results/GuardrailsTable.tsx');
  return rendered(language, analysis, <GuardrailsTable guardrails={analysis.guardrails} />);
}

describe.each([
  { language: 'en' as const, early: 'too early', later: 'at the planned end', removed: 'removed' },
  { language: 'zh-CN' as const, early: '为时过早', later: '计划结束时给出', removed: '已移除' },
])('in $language', ({ language, early, later, removed }) => {
  test('a guardrail whose sequence has not begun says so, and keeps its fixed test for the planned end', async () => {
    const text = await guardrailsIn(language, thin(20_000));
    expect(text).toContain(early);
    expect(text).toContain(later);
    expect(text).not.toContain('&lt; 0.001');
  });

  test('at the planned end the p-value stands beside the reason', async () => {
    const text = await guardrailsIn(language, thin(8_000));
    expect(text).toContain(early);
    expect(text).toContain('&lt; 0.001');
  });

  test('an arm that was taken away is said to be', async () => {
    const { ArmsTable } = await import('../../../../designer/pages/results/ArmsTable.tsx');
    const analysis = thin(8_000);
    if (!analysis.primary) throw new Error('no primary metric');
    const arms = analysis.arms.map((arm) => ({ ...arm, isRemoved: arm.id === 'treatment' }));
    const table = <ArmsTable metric={analysis.primary} />;
    expect(await rendered(language, analysis, table)).not.toContain(removed);
    expect(await rendered(language, { ...analysis, arms }, table)).toContain(removed);
  });
});
