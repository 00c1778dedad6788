// Goal: each node says in one line what it does, in both languages, however incomplete its settings are.
// Method: a table of settings per kind; and every kind from empty settings and from those it starts with.
import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import { panelOf } from '../../../designer/nodes/panels.ts';
import { editorText } from '../../../designer/text/editor.ts';
import { wordsOf } from '../../../designer/text/useEditorWords.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { nodeKinds } from '../../../shared/nodes/kinds.ts';

const speaking = i18next.createInstance();
await speaking.init({
  lng: 'en',
  ns: ['editor'],
  resources: { en: { editor: editorText.en }, 'zh-CN': { editor: editorText['zh-CN'] } },
  interpolation: { escapeValue: false },
});
const words = { en: wordsOf(speaking, 'en'), zh: wordsOf(speaking, 'zh-CN') };

const amount = { type: 'attribute', attribute: 'balance', op: '>=', value: 50_000 };
const cases: { kind: string; settings: JsonObject; en: string; zh: string }[] = [
  {
    kind: 'trigger',
    settings: { on: 'event', event: 'card_issued' },
    en: 'On card_issued',
    zh: '当发生 card_issued',
  },
  {
    kind: 'trigger',
    settings: { on: 'schedule', start: '2026-03-04T10:00', repeat: { every: 'P2W' }, audience: 'savers' },
    en: 'Every 2 weeks from 2026-03-04 10:00 · savers',
    zh: '自 2026-03-04 10:00 起每 2 周 · savers',
  },
  {
    kind: 'trigger',
    settings: { on: 'eventMissing', event: 'cart', missing: { event: 'paid' }, within: 'PT2H' },
    en: 'cart, then no paid within 2 hours',
    zh: 'cart 后 2 小时 内没有 paid',
  },
  {
    kind: 'trigger',
    settings: { on: 'audience', audience: 'vip', when: 'leave' },
    en: 'On leaving: vip',
    zh: '离开时：vip',
  },
  {
    kind: 'trigger',
    settings: {
      on: 'audience',
      condition: { type: 'attribute', attribute: 'tier', op: 'hasBeenFor', value: 'gold', for: 'P3D' },
    },
    en: 'On entering: tier has been gold for at least 3 days',
    zh: '进入时：tier 持续为 gold 至少 3 天',
  },
  {
    kind: 'trigger',
    settings: { on: 'date', attribute: 'birthDate', offset: '-P3D', at: '08:00', yearly: true },
    en: '3 days before birthDate at 08:00, every year',
    zh: '每年 birthDate 前 3 天 08:00',
  },
  {
    kind: 'trigger',
    settings: { on: 'business', event: 'rate_cut' },
    en: 'On business event rate_cut',
    zh: '当发生业务事件 rate_cut',
  },
  { kind: 'trigger', settings: { on: 'manual' }, en: 'By hand or API', zh: '手动或 API 加入' },
  {
    kind: 'audience',
    settings: { condition: { type: 'all', of: [amount, { type: 'audience', audience: 'vip', is: 'in' }] } },
    en: 'balance ≥ 50,000 and in vip',
    zh: 'balance 大于等于 50,000 且 属于 vip',
  },
  {
    kind: 'audience',
    settings: { condition: { type: 'any', of: [amount, amount, amount] } },
    en: 'balance ≥ 50,000 or balance ≥ 50,000 and 1 more',
    zh: 'balance 大于等于 50,000 或 balance 大于等于 50,000 （另有 1 项）',
  },
  {
    kind: 'audience',
    settings: { condition: { type: 'not', of: { type: 'event', event: 'bought', within: 'P30D' } } },
    en: 'not (bought in the last 30 days)',
    zh: '非（bought 最近 30 天）',
  },
  {
    kind: 'branch',
    settings: {
      groups: [
        { id: 'a', name: 'Rich', condition: amount },
        { id: 'b', condition: amount },
      ],
    },
    en: 'Rich, balance ≥ 50,000',
    zh: 'Rich、balance 大于等于 50,000',
  },
  {
    kind: 'split',
    settings: {
      salt: 's',
      arms: [
        { id: 'A', share: 60 },
        { id: 'B', share: 40, control: true },
      ],
    },
    en: 'A 60 % · B 40 % (Control)',
    zh: 'A 60% · B 40% (对照)',
  },
  {
    kind: 'split',
    settings: { arms: [{ id: 'A', share: 100 }], traffic: { share: 12.5 } },
    en: '12.5 % tested · A 100 %',
    zh: '实验流量 12.5% · A 100%',
  },
  {
    kind: 'split',
    settings: { arms: [{ id: 'A', share: 100 }], traffic: { layer: 'cards' } },
    en: '100 % tested in “cards” · A 100 %',
    zh: '实验流量 100%（cards） · A 100%',
  },
  {
    kind: 'trigger',
    settings: { on: 'journey' },
    en: 'Handed over by another journey',
    zh: '由其他旅程移交',
  },
  {
    kind: 'tier',
    settings: {
      attribute: 'score',
      tiers: [
        { id: 'hot', name: 'Hot', from: 80 },
        { id: 'warm', from: 50 },
      ],
    },
    en: 'score: Hot ≥ 80 · warm ≥ 50',
    zh: 'score: Hot ≥ 80 · warm ≥ 50',
  },
  { kind: 'emitEvent', settings: { event: 'scored' }, en: 'scored', zh: 'scored' },
  {
    kind: 'enrol',
    settings: { journey: 'j2', mode: 'handOver' },
    en: 'Hand over to j2',
    zh: '移交给 j2',
  },
  { kind: 'enrol', settings: { journey: 'j2' }, en: 'Start j2 as well', zh: '同时进入 j2' },
  {
    kind: 'message',
    settings: { channel: 'sms', template: 'welcome' },
    en: 'SMS · welcome',
    zh: '短信 · welcome',
  },
  { kind: 'message', settings: { channel: 'fax' }, en: 'fax · no template', zh: 'fax · 未选模板' },
  {
    kind: 'webhook',
    settings: { url: 'https://crm.example/a', method: 'PUT' },
    en: 'PUT crm.example/a',
    zh: 'PUT crm.example/a',
  },
  {
    kind: 'updateProfile',
    settings: { set: { tier: 'gold' }, addTags: ['vip', 'new'] },
    en: 'set tier · tag vip, new',
    zh: '设置 tier · 打标签 vip、new',
  },
  {
    kind: 'delay',
    settings: { duration: 'P7D', at: '09:00', window: { from: '09:00', to: '20:00' } },
    en: '7 days, then 09:00 · 09:00–20:00',
    zh: '7 天 后的 09:00 · 09:00–20:00',
  },
  {
    kind: 'waitUntil',
    settings: { until: 'date', attribute: 'birthDate', offset: '-P3D', at: '09:00' },
    en: '3 days before birthDate · 09:00',
    zh: 'birthDate 前 3 天 · 09:00',
  },
  {
    kind: 'waitUntil',
    settings: { until: 'time', at: '05:00', days: ['thu', 'mon'] },
    en: 'Next Mon, Thu at 05:00',
    zh: '下一个周一、周四 05:00',
  },
  {
    kind: 'waitFor',
    settings: {
      paths: [
        { id: 'p', event: 'opened' },
        { id: 'q', condition: amount },
      ],
      timeout: 'PT24H',
    },
    en: 'Up to 24 hours: opened, balance ≥ 50,000',
    zh: '最长 24 小时：opened、balance 大于等于 50,000',
  },
  { kind: 'exit', settings: { reason: 'done' }, en: 'Reason: done', zh: '原因：done' },
  {
    kind: 'someoneElses',
    settings: { code: 'X', units: 2 },
    en: 'code: X · units: 2',
    zh: 'code: X · units: 2',
  },
];

test.each(cases)('$kind: $en', ({ kind, settings, en, zh }) => {
  const { summary } = panelOf(kind);
  expect(summary(settings, words.en)).toBe(en);
  expect(summary(settings, words.zh)).toBe(zh);
});

describe('settings that lack everything', () => {
  test.each([...nodeKinds])('$kind is still said in words', ({ kind, initial }) => {
    const { summary } = panelOf(kind);
    for (const said of [words.en, words.zh]) {
      expect(typeof summary({}, said)).toBe('string');
      expect(
        summary(
          initial(() => 's'),
          said,
        ),
      ).not.toBe('');
    }
  });
});

test('every word is there in both languages, with the same blanks', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted();
  for (const [group, table] of Object.entries(editorText.en)) {
    const other = editorText['zh-CN'][group as keyof typeof editorText.en] as { [key: string]: string };
    for (const [key, text] of Object.entries(table)) {
      expect(blanks(other[key] ?? ''), `${group}.${key}`).toEqual(blanks(text));
    }
  }
});
