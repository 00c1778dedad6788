/** Random journey documents that a checker must accept: any kinds, any settings, loops through waits. */
import fc from 'fast-check';
import type { JourneyInput, Node } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { Template } from '../../shared/template.ts';
import type { WorkspaceInput } from '../../shared/workspace.ts';
import { condition, EVENTS, where } from './condition.ts';

/** What random journeys refer to. */
export const generatedTemplates: { readonly [id: string]: Template } = {
  hello: {
    sms: { en: 'Hi {{ name }} {{ event.amount | default: 0 }}', 'zh-CN': '你好 {{ vars.score }}' },
    email: { en: { subject: 'Hi', body: '{% if tier == "gold" %}Gold{% else %}Hi{% endif %}' } },
  },
};
export const generatedWorkspace: WorkspaceInput = {
  timeZone: 'Asia/Shanghai',
  caps: [{ max: 2, per: 'P1D', channel: 'sms' }],
  quietHours: [{ channel: 'sms', from: '21:00', to: '08:00' }],
  audiences: {
    gold: { type: 'attribute', attribute: 'tier', op: '=', value: 'gold' },
    staff: { members: ['c1'] },
  },
};

const duration = fc.constantFrom('PT1M', 'PT1H', 'PT36H', 'P1D', 'P1W', 'P1M');
const localTime = fc.constantFrom('00:00', '02:30', '09:00', '23:59');
const days = fc.uniqueArray(fc.constantFrom('mon', 'wed', 'sat', 'sun'), { minLength: 1 });
const span = fc
  .tuple(fc.constantFrom('22:00', '09:00'), fc.constantFrom('06:00', '18:00', '24:00'))
  .map(([from, to]) => ({ from, to }));
const eventName = fc.constantFrom(...EVENTS);

/** Settings of a kind, as JSON; absent parts are left out as an operator would. */
type Settings = fc.Arbitrary<JsonObject>;
const record = (required: object, extra: object = {}): Settings =>
  fc.record({ ...required, ...extra } as { [name: string]: fc.Arbitrary<never> }, {
    requiredKeys: Object.keys(required) as never[],
  }) as unknown as Settings; // fast-check cannot infer names that are put together at run time

const distinct = (ids: readonly string[], rest: fc.Arbitrary<object>) =>
  fc
    .array(rest, { minLength: 1, maxLength: ids.length })
    .map((items) => items.map((item, index) => ({ id: ids[index] ?? '', ...item })));

const arms = fc.integer({ min: 0, max: 10_000 }).chain((first) =>
  fc.integer({ min: 0, max: 10_000 - first }).map((second) => [
    { id: 'A', share: first / 100 },
    { id: 'B', share: second / 100, control: true },
    { id: 'C', share: (10_000 - first - second) / 100 },
  ]),
);
const path = fc.oneof(record({ event: eventName }, { where, key: fc.constant('k') }), record({ condition }));
const value = fc.oneof(
  fc.constantFrom(1, 'gold', true),
  fc.constantFrom('event.amount', 'vars.score', 'key', 'tier').map((name) => ({ path: name, default: 0 })),
);

const settingsOf: { readonly [kind: string]: Settings } = {
  audience: record({ condition }),
  branch: record({ groups: distinct(['g1', 'g2', 'g3'], record({ condition }) as fc.Arbitrary<object>) }),
  split: record(
    { salt: fc.stringMatching(/^[a-z0-9]{4,12}$/), arms },
    { traffic: fc.constantFrom({ share: 50 }, { share: 8, layer: 'l1' }) },
  ),
  message: record(
    { channel: fc.constantFrom('sms', 'email'), template: fc.constant('hello') },
    {
      purpose: fc.constantFrom('service', 'marketing', 'survey'),
      quiet: fc.constantFrom('hold', 'refuse'),
      maxHold: duration,
      missing: fc.constantFrom('default', 'refuse'),
      tags: fc.constantFrom([], ['promo']),
    },
  ),
  webhook: record(
    { url: fc.constant('https://example.test/hook') },
    {
      body: fc.constant({ id: { path: 'event.amount' } }),
      keep: fc.constant({ score: 'result.score' }),
    },
  ),
  updateProfile: record(
    { set: fc.dictionary(fc.constantFrom('tier', 'balance'), value, { minKeys: 1 }) },
    { add: fc.constant({ visits: 1 }), addTags: fc.constant(['seen']), remove: fc.constant(['old']) },
  ),
  delay: record({ duration }, { jitter: fc.constant('PT1H'), window: span }),
  waitUntil: fc.oneof(
    record({ until: fc.constant('time'), at: localTime }, { days }),
    record({ until: fc.constant('time'), days }),
    record({ until: fc.constant('window'), window: span }),
    record({ until: fc.constant('businessHours') }),
    record(
      { until: fc.constant('date'), attribute: fc.constantFrom('due', 'event.due') },
      {
        offset: fc.constantFrom('-P1D', 'PT2H'),
        at: localTime,
        onChange: fc.constantFrom('freeze', 'follow'),
      },
    ),
  ),
  waitFor: record(
    { paths: distinct(['p1', 'p2', 'p3'], path as fc.Arbitrary<object>), timeout: duration },
    {
      mode: fc.constantFrom('first', 'ranked'),
      lookBack: fc.constantFrom('none', 'sinceEntry', 'PT1H'),
      timeoutWindow: span,
      restart: fc.constantFrom([], [{ event: 'looked' }]),
    },
  ),
  exit: record({ reason: fc.constantFrom('done', 'lost') }),
};
const kinds = Object.keys(settingsOf);
const WAITS = new Set(['delay', 'waitUntil', 'waitFor']);

/** Outlets of a node as its settings name them. */
function outletsOf(kind: string, settings: JsonObject): string[] {
  const ids = (name: string) => (settings[name] as { id: string }[]).map(({ id }) => id); // written just above
  switch (kind) {
    case 'audience':
      return ['in', 'out'];
    case 'branch':
      return [...ids('groups'), 'else'];
    case 'split':
      return [...ids('arms'), ...('traffic' in settings ? ['rest'] : [])];
    case 'message':
      return ['sent', 'capped', 'unreachable', 'failed'];
    case 'webhook':
      return ['ok', 'failed'];
    case 'waitFor':
      return [...ids('paths'), 'timeout'];
    case 'waitUntil':
      return settings.until === 'date' ? ['next', 'past', 'missing'] : ['next'];
    case 'exit':
      return [];
    default:
      return ['next'];
  }
}

interface Draft {
  kind: string;
  settings: JsonObject;
  maxVisits: number;
  /** one number per outlet, deciding whether and where it leads */
  targets: number[];
}

const draft: fc.Arbitrary<Draft> = fc.constantFrom(...kinds).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    settings: settingsOf[kind] as Settings, // a kind of this very table
    maxVisits: fc.integer({ min: 1, max: 4 }),
    targets: fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
  }),
);

const trigger: Settings = fc.oneof(
  record({ on: fc.constant('event'), event: fc.constant('go') }, { where, condition, key: fc.constant('k') }),
  record(
    {
      on: fc.constant('event'),
      event: fc.constant('go'),
      key: fc.constant('k'),
      reentry: fc.constantFrom({ mode: 'parallel' }, { mode: 'afterExit' }),
    },
    {},
  ),
  record({
    on: fc.constant('event'),
    event: fc.constant('go'),
    reentry: fc.constantFrom({ mode: 'afterExit' }, { mode: 'every', max: 2, within: 'P7D' }),
  }),
);

/** Forward from any node, anywhere from a wait: so every loop holds a wait. */
function targetOf(drafts: readonly Draft[], index: number, pick: number): string | null {
  const first = WAITS.has(drafts[index]?.kind ?? '') ? 0 : index + 1;
  const choices = drafts.length - first;
  if (choices <= 0 || pick % 5 === 0) return null;
  return `n${first + (pick % choices)}`;
}

function connected(drafts: readonly Draft[]): { [id: string]: Node } {
  const nodes = drafts.map(({ kind, settings, maxVisits, targets }, index): [string, Node] => {
    const next = outletsOf(kind, settings).flatMap((outlet, position) => {
      const target = targetOf(drafts, index, targets[position % targets.length] ?? 0);
      return target === null ? [] : [[outlet, target] as const];
    });
    return [`n${index}`, { kind, settings, next: Object.fromEntries(next), maxVisits }];
  });
  return reachableFrom('n0', Object.fromEntries(nodes));
}

function reachableFrom(start: string, nodes: { [id: string]: Node }): { [id: string]: Node } {
  const kept = new Map<string, Node>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = nodes[id];
    if (!node || kept.has(id)) continue;
    kept.set(id, node);
    open.push(...Object.values(node.next));
  }
  return Object.fromEntries(kept);
}

/** Salts must differ within a journey. */
function withOwnSalts(nodes: { [id: string]: Node }): { [id: string]: Node } {
  return Object.fromEntries(
    Object.entries(nodes).map(([id, node]) => [
      id,
      'salt' in node.settings
        ? { ...node, settings: { ...node.settings, salt: `${node.settings.salt}-${id}` } }
        : node,
    ]),
  );
}

type Goals = NonNullable<JourneyInput['goals']>;
type Exits = NonNullable<JourneyInput['exits']>;
const goals = fc.constantFrom<Goals>(
  [],
  [{ id: 'used', event: 'card_used' }],
  [{ id: 'paid', event: 'paid', exit: false, within: 'P1D' }],
);
const exits = fc.oneof(
  fc.constantFrom<Exits>([], [], [{ event: 'paid', reason: 'paid' }]),
  condition.map((asked): Exits => [{ condition: asked, reason: 'changed' }]),
);

/** A document without errors for `generatedTemplates` and `generatedWorkspace`. */
export const journey: fc.Arbitrary<JourneyInput> = fc
  .record({
    drafts: fc.array(draft, { minLength: 1, maxLength: 10 }),
    trigger,
    class: fc.constantFrom('marketing' as const, 'service' as const),
    goals,
    exits,
    timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin'),
  })
  .map(({ drafts, trigger: settings, ...rest }) => ({
    format: 1,
    id: 'random',
    name: 'Random',
    ...rest,
    nodes: {
      start: { kind: 'trigger', settings, next: { next: 'n0' } },
      ...withOwnSalts(connected(drafts)),
    },
    layout: {},
  }));
