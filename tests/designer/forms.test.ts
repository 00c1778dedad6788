// Goal: what forms and pages compute without a browser is right.
// Method: tables of examples for templates, audiences, settings, results and preferences.
import { describe, expect, test } from 'vitest';
import { refersTo } from '../../designer/api/audiences.ts';
import { languageFrom, schemeFrom } from '../../designer/firstChoice.ts';
import { journeyIdFrom, offeredId } from '../../designer/journeyId.ts';
import { definitionFrom, draftFrom } from '../../designer/pages/audiences/audienceDraft.ts';
import {
  beginningOf,
  removeVariant,
  setVariant,
  unknownPaths,
  withBody,
  withSubject,
} from '../../designer/pages/content/templateDraft.ts';
import { nodesInOrder } from '../../designer/pages/results/nodeOrder.ts';
import { fieldsOf } from '../../designer/pages/settings/providerFields.ts';
import { changedFields, partsOfDay } from '../../designer/pages/settings/settingsChanges.ts';
import { plainText } from '../../designer/shell/plainText.ts';
import { settingsSchema } from '../../shared/api/workspace.ts';
import { idSchema } from '../../shared/ids.ts';

describe('templates', () => {
  const template = { sms: { en: 'Hi', 'zh-CN': '您好' }, email: { en: { subject: 'S', body: 'B' } } };
  test('a variant is set beside the others', () => {
    expect(setVariant(template, 'push', 'en', 'P')).toEqual({ ...template, push: { en: 'P' } });
  });
  test('a channel goes with its last language', () => {
    expect(removeVariant(template, 'email', 'en')).toEqual({ sms: template.sms });
    expect(removeVariant(template, 'sms', 'en').sms).toEqual({ 'zh-CN': '您好' });
  });
  test.each([
    ['en', 'Hi'],
    ['zh-CN', '您好'],
    ['ja', 'Hi'],
  ])('a list shows how one begins, in the language of who reads if it can: %s', (language, text) => {
    expect(beginningOf({ ...template, sms: { en: 'Hi', 'zh-CN': '您好' } }, language)).toBe(text);
  });
  test.each([
    [
      'email',
      '<p>{% if age < 30 %}Begin small{% endif %}</p><!-- x --><p>Bank</p>',
      '{% if age < 30 %}Begin small{% endif %} Bank',
    ],
    ['email', '<style>p { color: red }</style><p>Bank</p>', 'Bank'],
    ['sms', '余额<100元 利率>3%', '余额<100元 利率>3%'],
    ['sms', 'two\nlines', 'two lines'],
  ])('of an %s that says %j one line is shown: %j', (channel, text, line) => {
    expect(plainText(channel, text)).toBe(line);
    expect(beginningOf({ [channel]: { en: text } }, 'en')).toBe(line);
  });
  test('a path that begins with no attribute and no word of the language is unknown', () => {
    const paths = ['name', 'profile.name', 'event.amount', 'address.city', 'vars.x', 'orders[0].id'];
    expect(unknownPaths(paths, ['name', 'address'])).toEqual(['profile.name', 'orders[0].id']);
  });
  test('a subject makes two texts of one; a body keeps the form', () => {
    expect(withSubject('B', 'S')).toEqual({ subject: 'S', body: 'B' });
    expect(withBody('B', 'C')).toBe('C');
    expect(withBody({ subject: 'S', body: 'B' }, 'C')).toEqual({ subject: 'S', body: 'C' });
  });
});

describe('audiences', () => {
  const condition = { type: 'attribute', attribute: 'balance', op: '>=', value: 1000 } as const;
  test('a saved definition survives the form', () => {
    expect(definitionFrom(draftFrom(condition))).toEqual(condition);
    expect(definitionFrom(draftFrom({ members: ['c1', 'c2'] }))).toEqual({ members: ['c1', 'c2'] });
  });
  test('a list counts each customer once and no empty lines', () => {
    expect(definitionFrom({ kind: 'list', condition: {}, list: 'c1\n\n c2 \nc1\n' })).toEqual({
      members: ['c1', 'c2'],
    });
  });
  test('a new audience begins with everybody', () => {
    expect(definitionFrom(draftFrom(null))).toEqual({ type: 'all', of: [] });
  });
  test('an incomplete condition is no definition yet', () => {
    const incomplete = { type: 'attribute', attribute: 'balance', op: '>=' };
    expect(definitionFrom({ kind: 'condition', condition: incomplete, list: '' })).toBeNull();
  });
  test('a reference is found in conditions and triggers alike', () => {
    expect(refersTo({ a: [{ type: 'audience', audience: 'vip', is: 'in' }] }, 'vip')).toBe(true);
    expect(refersTo({ settings: { on: 'audience', audience: 'vip' } }, 'vip')).toBe(true);
    expect(refersTo({ name: 'vip' }, 'vip')).toBe(false);
  });
});

describe('settings', () => {
  test('only what changed is named', () => {
    const before = settingsSchema.parse({});
    const after = { ...before, timeZone: 'Asia/Shanghai', holdout: { share: 0.05, salt: 'g' } };
    expect(changedFields(before, after)).toEqual(['timeZone', 'holdout']);
    expect(changedFields(before, { ...before })).toEqual([]);
  });
  test.each([
    { from: '09:00', to: '15:00', parts: [{ left: 37.5, width: 25 }] },
    {
      from: '18:00',
      to: '06:00',
      parts: [
        { left: 0, width: 25 },
        { left: 75, width: 25 },
      ],
    },
    { from: '18:00', to: '24:00', parts: [{ left: 75, width: 25 }] },
    { from: '18:00', to: '00:00', parts: [{ left: 75, width: 25 }] },
  ])('$from–$to covers its parts of the day', ({ from, to, parts }) => {
    expect(partsOfDay(from, to)).toEqual(parts);
  });
  test('a provider’s schema becomes fields', () => {
    const schema = {
      required: ['host', 'port'],
      properties: {
        host: { type: 'string', title: 'Host' },
        port: { type: 'integer', default: 587 },
        password: { type: 'string', secret: true },
        mode: { enum: ['a', 'b'] },
        secure: { type: 'boolean' },
      },
    };
    expect(
      fieldsOf(schema).map(({ name, kind, isSecret, isRequired }) => [name, kind, isSecret, isRequired]),
    ).toEqual([
      ['host', 'text', false, true],
      ['port', 'number', false, false],
      ['password', 'text', true, false],
      ['mode', 'choice', false, false],
      ['secure', 'boolean', false, false],
    ]);
  });
});

describe('results', () => {
  test('nodes are listed as customers reach them, the unreached last', () => {
    const node = (kind: string, next: { [outlet: string]: string }) => ({ kind, settings: {}, next });
    const nodes = {
      lost: node('exit', {}),
      b: node('exit', {}),
      a: node('message', { sent: 'b' }),
      start: node('trigger', { next: 'a' }),
    };
    expect(nodesInOrder({ nodes }).map(({ id }) => id)).toEqual(['start', 'a', 'b', 'lost']);
  });
});

describe('ids and first choices', () => {
  test.each(['New-card activation', '新卡激活', '2026 Spring!', 'Überweisung', '   '])(
    'the id made of “%s” is one',
    (name) => {
      expect(idSchema.safeParse(journeyIdFrom(name, 'a1b2')).success).toBe(true);
    },
  );
  test.each([
    ['Card welcome A', 'card-welcome-a'],
    ['新卡欢迎', 'template-a1b2'],
    ['New', 'template-a1b2'],
    ['constructor', 'template-a1b2'],
    ['  ', ''],
  ])('a form for “%s” offers the id “%s”', (name, id) => {
    expect(offeredId(name, 'template', 'a1b2')).toBe(id);
  });
  test.each([
    { stored: null, wanted: ['zh-TW', 'en'], language: 'zh-CN' },
    { stored: null, wanted: ['de', 'en-GB'], language: 'en' },
    { stored: null, wanted: [], language: 'en' },
    { stored: 'en', wanted: ['zh-CN'], language: 'en' },
    { stored: 'tlh', wanted: ['zh'], language: 'zh-CN' },
  ])('stored $stored and wanted $wanted speak $language', ({ stored, wanted, language }) => {
    expect(languageFrom(stored, wanted)).toBe(language);
  });
  test.each([
    { stored: null, systemIsDark: true, scheme: 'dark' },
    { stored: 'light', systemIsDark: true, scheme: 'light' },
    { stored: 'pink', systemIsDark: false, scheme: 'light' },
  ])('stored $stored on a dark system: $systemIsDark gives $scheme', ({ stored, systemIsDark, scheme }) => {
    expect(schemeFrom(stored, systemIsDark)).toBe(scheme);
  });
});
