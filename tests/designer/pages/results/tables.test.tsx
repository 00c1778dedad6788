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

/** Two arms in one segment and one stratum, of which the plan wants so many customers. */
function told(plannedCustomers: number, conversions = 400): Analysis {
  const groups = twoArms([conversions, 4000], [conversions + 20, 4000]);
  const input = experimentInput(groups, { plan: { primary: { goal: 'opened' }, plannedCustomers } });
  const cells = groups.map(({ arm, units, conversions: matureConversions }) => {
    const counts = { exposed: units, matureUnits: units, matureConversions, values: null };
    return { value: 'north', arm, epoch: 1, version: 1, ...counts };
  });
  const covariate = groups.map(({ arm, units, conversions: converted }) => {
    const centredYY = (converted * (units - converted)) / units;
    const spread = { centredYY, centredXX: 400, centredXY: 60 };
    const pairs = { units, meanY: converted / units, meanX: 10, ...spread };
    return { arm, epoch: 1, version: 1, missing: 0, pairs };
  });
  return analyse({ ...input, covariate, segments: [{ attribute: 'region', cells }] });
}

describe.each([
  { language: 'en' as const, always: 'lways-valid interval', end: 'nterval at the planned end' },
  { language: 'zh-CN' as const, always: '始终有效区间', end: '计划结束时的区间' },
])('in $language, the columns of intervals beside the primary ones', ({ language, always, end }) => {
  test.each([
    { name: 'hold at every look while customers are to come', planned: 20_000, said: always, unsaid: end },
    { name: 'hold for the planned end once it has come', planned: 8_000, said: end, unsaid: always },
  ])('$name', async ({ planned, said, unsaid }) => {
    const { SegmentsPart } = await import('../../../../designer/pages/results/SegmentsPart.tsx');
    const { StrataPart } = await import('../../../../designer/pages/results/StrataPart.tsx');
    const { AdjustedTable } = await import('../../../../designer/pages/results/AdjustedTable.tsx');
    const { scaleOf } = await import('../../../../designer/pages/results/effectScale.ts');
    const analysis = told(planned);
    const { primary } = analysis;
    if (!primary) throw new Error('no primary metric');
    const scale = scaleOf('absolute', primary, analysis) ?? undefined;
    for (const part of [
      <SegmentsPart key="segments" primary={primary} />,
      <StrataPart key="strata" primary={primary} />,
      <AdjustedTable key="adjusted" comparisons={primary.comparisons} scale={scale} />,
    ]) {
      const text = await rendered(language, analysis, part);
      expect(text).toContain(said);
      expect(text).not.toContain(unsaid);
    }
  });
});

describe.each([
  { language: 'en' as const, lift: '>Lift<', why: 'No lift in percent yet: too few in ' },
  { language: 'zh-CN' as const, lift: '>相对提升<', why: '暂不显示相对提升' },
])('in $language, the scale switch', ({ language, lift, why }) => {
  test.each([
    { name: 'offers a lift of 20 conversions an arm', conversions: 20, isOffered: true },
    { name: 'offers none of 19 in an arm, and says why', conversions: 19, isOffered: false },
  ])('$name', async ({ conversions, isOffered }) => {
    const { PrimaryPart } = await import('../../../../designer/pages/results/PrimaryPart.tsx');
    const text = await rendered(language, told(20_000, conversions), <PrimaryPart />);
    expect(text.includes(lift)).toBe(isOffered);
    expect(text.includes(why)).toBe(!isOffered);
  });
});

describe.each([
  { language: 'en' as const, silent: 'sends nothing', planned: 'Message planned', share: '99.5 %' },
  { language: 'zh-CN' as const, silent: '不发送', planned: '计划发送', share: '99.5%' },
])('the funnel in $language', ({ language, silent, planned, share }) => {
  const quiet = { planned: 0, reached: 0, refused: {}, epochs: [], delivered: 0, opened: 0, clicked: 0 };
  const told = { ...quiet, planned: 4000, reached: 3980, delivered: 3900, opened: 900, clicked: 90 };
  const cells = async (messages: readonly [typeof told, typeof told]) => {
    const { FunnelTable } = await import('../../../../designer/pages/results/FunnelTable.tsx');
    const input = experimentInput(twoArms([400, 4000], [420, 4000]), {
      plan: { primary: { goal: 'opened' } },
    });
    const [control, treatment] = messages;
    const analysis = analyse({
      ...input,
      messages: [
        { arm: 'control', ...control },
        { arm: 'treatment', ...treatment },
      ],
    });
    return rendered(language, analysis, <FunnelTable />);
  };

  test.each<[string, readonly [typeof told, typeof told]]>([
    ['first', [quiet, told]],
    ['last', [told, quiet]],
  ])(
    'says of an arm without messages that comes %s that it sends nothing, and not 0',
    async (_, messages) => {
      const text = await cells(messages);
      expect(text).toContain(planned);
      expect(text).toContain(share);
      expect(text.split(silent).length - 1).toBe(5);
      expect(text).not.toContain('>0<');
    },
  );

  test('has no stages of messages where no arm sends any', async () => {
    const text = await cells([quiet, quiet]);
    expect(text).not.toContain(planned);
    expect(text).not.toContain(silent);
  });
});

const POINTS = { id: 'absolute', unit: 'points', factor: 100, currency: null } as const;
const CONVERSIONS = { id: 'perThousand', unit: 'conversions', factor: 1000, currency: null } as const;
const MONEY = { id: 'money', unit: 'money', factor: 1, currency: 'CNY' } as const;

test.each([
  { scale: CONVERSIONS, of: [80, 14.2, 145.8], text: '+80 (+14 … +146)' },
  { scale: POINTS, of: [2.36, 0.84, 3.9], text: '+2.4 (+0.8 … +3.9)' },
  { scale: POINTS, of: [0.23, -0.4, 1.9], text: '+0.2 (−0.4 … +1.9)' },
  { scale: MONEY, of: [80, 14.2, 145.8], text: '+¥80 (+¥14 … +¥146)' },
  { scale: MONEY, of: [47.5, -3, 98], text: '+¥47.50 (−¥3.00 … +¥98.00)' },
])('an estimate has as many digits as its interval: $text', async ({ scale, of, text }) => {
  const { EffectText } = await import('../../../../designer/pages/results/EffectText.tsx');
  const [estimate = 0, lower = 0, upper = 0] = of;
  const line = { estimate, outer: { lower, upper }, inner: null };
  const html = await rendered('en', thin(8_000), <EffectText line={line} scale={scale} />);
  expect(html.replace(/<[^>]*>/g, '')).toBe(text);
});

test('the margin of a guardrail and the effects read against it have the same digits', async () => {
  const html = await guardrailsIn('en', thin(8_000));
  const said = [...html.matchAll(/[+−]?\d+(?:\.(\d+))? points/g)].map(([, digits = '']) => digits.length);
  expect(said.length).toBeGreaterThanOrEqual(2);
  expect(new Set(said).size).toBe(1);
});
