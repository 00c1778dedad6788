// Goal: content says what the operator wrote and nothing else: no data runs, nothing outside is read, nothing runs away.
// Method: templates, friendly and hostile, are rendered and checked, row by row.
import { describe, expect, test } from 'vitest';
import { contentFor, type RenderRequest, render, templateFault } from '../../engine/core/template.ts';

const scope = {
  name: 'Li',
  balance: 1234567.891,
  empty: '',
  nothing: null,
  vip: true,
  list: ['a', 'b'],
  address: { city: '上海' },
  event: { amount: 5, due: '2026-03-10T18:00:00Z' },
  vars: { score: 87 },
  key: '42',
  tags: ['US'],
};

function text(content: string, more: Partial<RenderRequest> = {}): string | null {
  const rendered = render({
    content,
    channel: 'sms',
    scope,
    zone: 'Asia/Shanghai',
    missing: 'default',
    ...more,
  });
  return rendered?.body ?? null;
}

describe('what a template can say', () => {
  test.each([
    ['Hi {{ name }}', 'Hi Li'],
    ['{{ address.city }}/{{ event.amount }}/{{ vars.score }}/{{ key }}/{{ tags[0] }}', '上海/5/87/42/US'],
    ['{{ missing }}.', '.'],
    ["{{ missing | default: 'x' }}", 'x'],
    ["{{ empty | default: 'x' }}", 'x'],
    ["{{ nothing | default: 'x' }}", 'x'],
    ['{{ balance | number }}', '1,234,568'],
    ['{{ balance | number: 2 }}', '1,234,567.89'],
    ['{{ missing | number: 2 }}.', '.'],
    ["{{ event.due | date: '%Y-%m-%d %H:%M' }}", '2026-03-11 02:00'],
    ['{{ event.due | date }}', '2026-03-11'],
    ['{% if vip %}A{% else %}B{% endif %}', 'A'],
    ['{% if missing %}A{% elsif balance > 1 %}B{% endif %}', 'B'],
    ['{% unless vip %}A{% endunless %}', ''],
    ["{% case name %}{% when 'Li' %}A{% else %}B{% endcase %}", 'A'],
    ['{{ list | join: "+" }}', 'a+b'],
  ])('%s prints %j', (content, printed) => {
    expect(text(content)).toBe(printed);
  });
});

describe('a missing value', () => {
  test('refuses the message when the node says so, unless the template has a default for it', () => {
    expect(text('Dear {{ missing }}', { missing: 'refuse' })).toBeNull();
    expect(text('Dear {{ event.none }}', { missing: 'refuse' })).toBeNull();
    expect(text("Dear {{ missing | default: 'x' }}", { missing: 'refuse' })).toBe('Dear x');
    expect(text('Dear {% if missing %}{{ missing }}{% else %}you{% endif %}', { missing: 'refuse' })).toBe(
      'Dear you',
    );
    expect(text('Dear {{ name }}', { missing: 'refuse' })).toBe('Dear Li');
  });
});

describe('data is data', () => {
  test.each(['{{ key }}', '{% if vip %}x{% endif %}', '{%- raw -%}', '{{ name | replace'])(
    'a value %j is printed as it is',
    (value) => {
      expect(text('{{ name }}', { scope: { ...scope, name: value } })).toBe(value);
    },
  );

  test.each(['constructor', 'name.constructor', '__proto__', 'list.constructor.constructor', 'toString'])(
    'the path %s reaches nothing that is not the customer’s own',
    (path) => {
      expect(text(`[{{ ${path} }}]`)).toBe('[]');
    },
  );

  test('markup in data is escaped in e-mail bodies, not in a subject, where line ends cannot smuggle headers', () => {
    const rendered = render({
      content: { subject: 'Hi {{ name }}', body: '<p>{{ name }}</p>' },
      channel: 'email',
      scope: { name: '<b>Li</b>\r\nBcc: all@example.test' },
      zone: 'UTC',
      missing: 'default',
    });
    expect(rendered?.body).toBe('<p>&lt;b&gt;Li&lt;/b&gt;\r\nBcc: all@example.test</p>');
    expect(rendered?.subject).toBe('Hi <b>Li</b> Bcc: all@example.test');
  });
});

describe('what a template cannot do', () => {
  test.each([
    "{% include 'x' %}",
    "{% render 'x' %}",
    "{% layout 'x' %}",
    '{% for i in (1..9) %}x{% endfor %}',
    '{% assign a = 1 %}',
    '{% capture a %}x{% endcapture %}',
    '{% increment a %}',
    '{% tablerow i in list %}x{% endtablerow %}',
    '{{ name | base64_encode }}',
    '{{ name | where: "x" }}',
    '{{ name | json }}',
    '{{ name',
    '{% if vip %}',
    `${'x'.repeat(100_001)}`,
  ])('%.40s is refused by the checker', (content) => {
    expect(templateFault(content)).not.toBeNull();
  });

  test('a text that would grow without bound is stopped', () => {
    const scopeOfMany = { name: 'x'.repeat(5000) };
    expect(() => text("{{ name | replace: 'x', name }}", { scope: scopeOfMany })).toThrow(/limit/i);
  });

  test('a sound template has no fault', () => {
    expect(templateFault("{{ name | default: 'x' }}{% if vip %}!{% endif %}")).toBeNull();
  });
});

describe('the locale of content', () => {
  const template = { sms: { en: 'en', 'zh-CN': 'zh-CN', fr: 'fr', 'fr-CA': 'fr-CA' }, push: { de: 'de' } };
  test.each([
    ['sms', 'zh-CN', 'zh-CN'],
    ['sms', 'zh', 'zh-CN'],
    ['sms', 'zh-TW', 'zh-CN'],
    ['sms', 'fr-BE', 'fr'],
    ['sms', 'fr-CA', 'fr-CA'],
    ['sms', 'ja', 'en'],
    ['push', 'ja', 'de'],
    ['sms', 'constructor', 'en'],
    ['email', 'en', null],
  ])('%s in %s is %s', (channel, locale, content) => {
    expect(contentFor(template, channel, locale)).toBe(content);
  });
});
