// Goal: where an interval could not be computed the page says why, in both languages, and never beside a bare p-value.
// Method: the tables of a result are rendered to text without a browser, from analyses of the engine.
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { analyse } from '../../../../engine/core/experiments/analyse.ts';
import type { AnalysisRun } from '../../../../shared/api/experiments.ts';
import { experimentInput, metricOf, twoArms } from '../../../engine/experiments/experimentInput.ts';

beforeAll(() => {
  // what the page asks of a browser before it renders
  vi.stubGlobal('navigator', { languages: ['en'] });
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('innerWidth', 1440);
});

/** A guardrail with eight and nine events among four thousand: too few for the sequence, enough for a small p-value. */
const thin = experimentInput(
  twoArms([400, 4000], [420, 4000]),
  { plan: { primary: { goal: 'opened' }, guardrails: [{ goal: 'left', margin: 0.02 }] } },
  {},
);
const analysis = analyse({
  ...thin,
  metrics: [...thin.metrics, metricOf(twoArms([8, 4000], [9, 4000]), { goal: 'left' })],
});

describe.each([
  ['en', 'too early'],
  ['zh-CN', '为时过早'],
] as const)('guardrails in %s', (language, reason) => {
  test('name the reason beside the p-value', async () => {
    const { startText } = await import('../../../../designer/text/i18n.ts');
    const { SplitProvider } = await import('../../../../designer/pages/results/SplitProvider.tsx');
    const { GuardrailsTable } = await import('../../../../designer/pages/results/GuardrailsTable.tsx');
    await startText(language).changeLanguage(language);
    const run = { id: 'r', analysis } as AnalysisRun; // the table reads nothing else of a run
    const table = <GuardrailsTable guardrails={analysis.guardrails} />;
    const provided = { split: { journeyId: 'j', node: 'n' }, run, isKept: false };
    const text = renderToStaticMarkup(<SplitProvider {...provided}>{table}</SplitProvider>);
    expect(analysis.guardrails[0]?.metric.comparisons[0]?.alwaysValid.state).toBe('notComputable');
    expect(text).toContain('&lt; 0.001');
    expect(text).toContain(reason);
  });
});
