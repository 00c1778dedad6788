// Goal: a page of a split for households says in both languages what it counts, whom it leaves out and what it cannot say.
// Method: parts are rendered to text without a browser, from analyses of the engine.
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { pairEffect } from '../../../../designer/pages/results/pairEffect.ts';
import { analyse } from '../../../../engine/core/experiments/analyse.ts';
import type { AnalysisRun } from '../../../../shared/api/experiments.ts';
import type { Analysis } from '../../../../shared/experiment/analysis.ts';
import { type HouseholdRow, householdExperiment } from '../../../engine/experiments/householdInput.ts';
import { seededDraws } from '../../../engine/statistics/seeded.ts';

beforeAll(() => {
  // what the page asks of a browser before it renders
  vi.stubGlobal('navigator', { languages: ['en'] });
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('innerWidth', 1440);
});

function rowsOf(seed: number): HouseholdRow[] {
  const draw = seededDraws(seed);
  return Array.from({ length: 150 }, (): HouseholdRow => {
    const customers = 1 + Math.floor(4 * draw());
    const converted = draw() < 0.3 ? customers : 0;
    return [customers, converted, converted];
  });
}

function households(arms: readonly string[] = ['control', 'treatment'], plannedCustomers?: number): Analysis {
  const groups = arms.map((arm, index) => ({ arm, rows: rowsOf(index + 1) }));
  const input = householdExperiment(groups);
  const shares = arms.map((id, index) => ({
    ...{
      id,
      name: id,
      control: index === 0,
      sharePercent: 100 / arms.length,
      isRemoved: false,
      removal: null,
    },
  }));
  const contaminated = [{ arm: 'control', epoch: 1, version: 1, day: '2026-03-02', units: 1, customers: 4 }];
  const plan = { ...input.plan, ...(plannedCustomers !== undefined && { plannedCustomers }) };
  return analyse({ ...input, plan, arms: shares, contaminated });
}

async function rendered(language: 'en' | 'zh-CN', analysis: Analysis, part: ReactNode): Promise<string> {
  const { startText } = await import('../../../../designer/text/i18n.ts');
  const { SplitProvider } = await import('../../../../designer/pages/results/SplitProvider.tsx');
  await startText(language).changeLanguage(language);
  const run = { id: 'r', analysis } as AnalysisRun; // the parts read nothing else of a run
  const provided = { split: { journeyId: 'j', node: 'n' }, run, isKept: false };
  return renderToStaticMarkup(<SplitProvider {...provided}>{part}</SplitProvider>);
}

describe.each([
  {
    language: 'en' as const,
    counted: 'households 300, customers',
    left: 'households 1, customers 4',
    missing: 'Second opinion on the effect',
    head: 'Mature households',
    progress: '300 of 5,000 planned households',
    method: 'Ratio metric over households',
  },
  {
    language: 'zh-CN' as const,
    counted: '300 个家庭',
    left: '1 个家庭，共 4 位客户',
    missing: '效果旁证',
    head: '成熟家庭',
    progress: '个家庭中已有 300 个成熟',
    method: '按家庭计算的比率指标',
  },
])('in $language', ({ language, counted, left, missing, head, progress, method }) => {
  test('a note says how many households and customers there are, and what is not computed', async () => {
    const { HouseholdNote } = await import('../../../../designer/pages/results/HouseholdNote.tsx');
    const text = await rendered(language, households(), <HouseholdNote />);
    for (const words of [counted, left, missing]) expect(text).toContain(words);
    const { unit: _unit, ...single } = households();
    expect(await rendered(language, single, <HouseholdNote />)).toBe('');
  });

  test('the table of arms names households, and their customers beside', async () => {
    const { ArmsTable } = await import('../../../../designer/pages/results/ArmsTable.tsx');
    const analysis = households();
    if (!analysis.primary) throw new Error('no primary metric');
    const text = await rendered(language, analysis, <ArmsTable metric={analysis.primary} />);
    expect(text).toContain(head);
    expect(text).toContain(String(analysis.primary.arms[0]?.customers));
  });

  test('progress is told in households, and the method by its name', async () => {
    const { VerdictStrip } = await import('../../../../designer/pages/results/VerdictStrip.tsx');
    const { MethodsTable } = await import('../../../../designer/pages/results/MethodsTable.tsx');
    const analysis = households(['control', 'treatment'], 5000);
    const collecting = {
      ...analysis,
      verdict: { ...analysis.verdict, state: 'collecting' as const, plannedCount: 5000, readyAt: null },
    };
    expect(await rendered(language, collecting, <VerdictStrip hasFigures />)).toContain(progress);
    expect(await rendered(language, analysis, <MethodsTable />)).toContain(method);
  });
});

test('two arms neither of which is the reference are compared by the run, which knows how households differ', () => {
  const analysis = households(['control', 'b', 'c']);
  if (!analysis.primary) throw new Error('no primary metric');
  const run = analysis.primary.matrix.find(({ arm, against }) => arm === 'c' && against === 'b')?.difference;
  expect(run).toMatchObject({ state: 'computed' });
  expect(pairEffect(analysis.primary, 'c', 'b')).toEqual(run);
});

describe.each([
  {
    language: 'en' as const,
    chosen: 'Attribute that names the household',
    unknown: 'No customer has this attribute',
  },
  { language: 'zh-CN' as const, chosen: '标识家庭的属性', unknown: '目前没有客户拥有该属性' },
])('the panel in $language', ({ language, chosen, unknown }) => {
  test('asks for the attribute once households are chosen, and says when nobody has it', async () => {
    const { startText } = await import('../../../../designer/text/i18n.ts');
    const { UnitField } = await import('../../../../designer/nodes/UnitField.tsx');
    const { DictionaryContext, emptyDictionary } = await import('../../../../designer/fields/dictionary.ts');
    await startText(language).changeLanguage(language);
    const dictionary = { ...emptyDictionary, attributes: [{ name: 'household' }] };
    const panel = (settings: object) =>
      renderToStaticMarkup(
        <DictionaryContext value={dictionary}>
          <UnitField nodeId="ab" settings={{ ...settings }} problems={[]} change={() => {}} />
        </DictionaryContext>,
      );
    expect(panel({})).not.toContain(chosen);
    expect(panel({ unit: { attribute: 'household' } })).toContain(chosen);
    expect(panel({ unit: { attribute: 'household' } })).not.toContain(unknown);
    expect(panel({ unit: { attribute: 'hosehold' } })).toContain(unknown);
  });
});
