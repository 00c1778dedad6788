import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { startServer } from '../tests/browser/startServer.ts';
import { callOf } from '../tests/server/startServer.ts';
import { feedTrial, analysisOf } from '../tests/server/feedTrial.ts';
import { seededDraws } from '../tests/engine/statistics/seeded.ts';
const DAY = 86_400_000;
const start = Date.now() - 60 * DAY;
const d = seededDraws(77);
const pick = (arms: [string, number][]) => { let u = d() * arms.reduce((s, a) => s + a[1], 0); for (const [id, w] of arms) { u -= w; if (u <= 0) return id; } return arms.at(-1)![0]; };
const goals = [
  { id: 'opened', event: 'opened', within: 'P7D', primary: true },
  { id: 'read', event: 'read', within: 'P7D' },
  { id: 'left', event: 'left', within: 'P30D' },
  { id: 'worth', event: 'bought', within: 'P7D', value: 'amount' },
] as any;
const bankArms: [string, number][] = [['A', 30], ['B', 70]];
const bank = { id: 'bank', goals, arms: [{ id: 'A', name: 'SMS', share: 30, control: true }, { id: 'B', name: 'Push', share: 70 }],
  plan: { hypothesis: 'Push brings more', minimumEffect: 0.01, plannedCustomers: 20000, minimumDays: 14, covariate: 'balance', segments: ['region'], secondary: [{ goal: 'read' }], guardrails: [{ goal: 'left', margin: 0.01 }], worth: { currency: 'CNY', perConversion: 300, costPerCustomer: { A: 1, B: 0.2 } } },
  customers: Array.from({ length: 6000 }, (_, i) => { const arm = pick(bankArms); const day = i % 20; const bal = Math.exp(8 + 2 * (d() + d() + d() - 1.5)); const missing = d() < 0.2; const region = d() < 0.5 ? 'north' : 'south';
    const p = 0.05 + (arm === 'B' ? 0.025 * (day < 7 ? 1.6 : 0.7) : 0) + (missing ? 0.05 : 0) + Math.min(0.1, bal / 3e5) ; const events: any[] = [];
    if (d() < p) events.push({ name: 'opened', afterDays: Math.floor(d() * 7) });
    if (d() < 0.3) events.push({ name: 'read', afterDays: 1 }); if (d() < 0.02) events.push({ name: 'left', afterDays: Math.floor(d() * 30) });
    return { id: `bank-${i}`, arm, exposedAtMs: start + day * DAY, attributes: missing ? { region } : { region, balance: Math.round(bal) }, events }; }) };
const ids = ['c', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9'];
const tenShares: [string, number][] = ids.map((id, i) => [id, i === 9 ? 1 : i === 0 ? 19 : 10]);
const ten = { id: 'ten', goals, arms: tenShares.map(([id, share]) => ({ id, share, control: id === 'c' })),
  plan: { primary: { goal: 'worth', measure: 'value', cap: 5000 }, plannedCustomers: 8000, method: { type: 'fixed' }, worth: { currency: 'CNY' } },
  customers: Array.from({ length: 8000 }, (_, i) => { const arm = pick(tenShares); const events: any[] = []; if (d() < 0.3) { const z = Math.exp(5 + 2 * (d() + d() + d() + d() - 2)); events.push({ name: 'bought', afterDays: Math.floor(d() * 6), properties: { amount: Math.round((d() < 0.15 ? -z : z) * (arm === 't3' ? 2.2 : 1) * 100) / 100 } }); }
    return { id: `ten-${i}`, arm, exposedAtMs: start + (i % 20) * DAY, events }; }) };
const rare = { id: 'rare', goals, arms: [{ id: 'A', share: 1, control: true }, { id: 'B', share: 99 }], plan: { method: { type: 'fixed' }, plannedCustomers: 5000 },
  customers: Array.from({ length: 5000 }, (_, i) => { const arm = i % 100 === 0 ? 'A' : 'B'; return { id: `rare-${i}`, arm, exposedAtMs: start + (i % 20) * DAY, events: arm === 'B' && i % 250 === 1 ? [{ name: 'opened', afterDays: 1 }] : [] }; }) };
const server = await startServer();
const call = { call: callOf(server.url) } as any;
const out: any = {};
for (const trial of [bank, ten, rare] as any[]) { await feedTrial(call, trial); out[trial.id] = { analysis: await analysisOf(call, trial), customers: trial.customers }; }
writeFileSync('/tmp/stataudit/server.json', JSON.stringify(out));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' });
for (const [id, locale] of [['bank', 'en'], ['ten', 'en'], ['rare', 'en'], ['bank', 'zh-CN']] as const) {
  const page = await browser.newPage({ locale, viewport: { width: 1280, height: 900 } });
  page.on('pageerror', (e) => console.log('PAGE ERROR', id, e.message));
  await page.goto(`${server.url}/journeys/${id}/results/ab`);
  await page.locator('.tl-part').nth(3).waitFor();
  await page.waitForTimeout(2500);
  const more = page.getByRole('button', { name: /Show every arm|Show figures/ });
  for (let i = 0; i < await more.count(); i++) await more.nth(i).click().catch(() => {});
  const lift = page.getByText(locale === 'en' ? 'Lift' : '相对', { exact: true }); 
  writeFileSync(`/tmp/stataudit/${id}-${locale}.txt`, await page.locator('.tl-result').innerText());
  if (await lift.count()) { await lift.first().click(); await page.waitForTimeout(800); writeFileSync(`/tmp/stataudit/${id}-${locale}-lift.txt`, await page.locator('.tl-part').nth(2).innerText()); }
  await page.screenshot({ path: `/tmp/stataudit/${id}-${locale}.png`, fullPage: true });
  await page.close();
}
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
for (const [name, path] of [['list', '/experiments'], ['portfolio', '/experiments/portfolio'], ['flow', '/journeys/bank/results']]) { await page.goto(server.url + path); await page.waitForTimeout(2500); writeFileSync(`/tmp/stataudit/${name}.txt`, await page.locator('main, body').first().innerText()); await page.screenshot({ path: `/tmp/stataudit/${name}.png`, fullPage: true }); }
await browser.close();
await server.stop();
