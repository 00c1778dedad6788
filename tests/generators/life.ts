/** Small random scenarios: one or two journeys of a few nodes, two customers, a month across a clock change. */
import fc from 'fast-check';
import type { Node } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import { type Scenario, scenarioSchema } from '../../shared/scenario.ts';
import { condition as anyCondition, where } from './condition.ts';

const HOUR_MS = 3_600_000;
const STARTS = ['2026-03-05T00:00:00Z', '2026-10-20T00:00:00Z'];
const HOURS = 24 * 24;
const DAYS_RUN = 45;

/** Conditions name a journey that this world does not have. */
const condition = anyCondition.map(
  (one) => JSON.parse(JSON.stringify(one).replaceAll('"random"', '"a"')) as JsonObject, // JSON stays JSON
);

type Arbitrary = fc.Arbitrary<unknown>;
/** Settings as an operator would write them: optional parts are sometimes left out. */
const settings = (required: { [name: string]: Arbitrary }, extra: { [name: string]: Arbitrary } = {}) =>
  fc.record({ ...required, ...extra }, { requiredKeys: Object.keys(required) }) as fc.Arbitrary<JsonObject>; // all parts are JSON

const pick = fc.constantFrom;
const duration = pick('PT1H', 'PT5H', 'P1D', 'PT26H', 'P1DT2H', 'P1W', 'P1M');
const localTime = pick('00:00', '02:30', '09:00', '12:00', '23:30');
const days = fc.uniqueArray(pick('mon', 'wed', 'sat', 'sun'), { minLength: 1 });
const zone = pick('profile', 'journey', 'workspace', 'America/New_York');
const window = settings(
  { from: pick('22:00', '09:00', '02:15'), to: pick('06:00', '18:00', '24:00', '02:45') },
  { days, zone },
);
const dateAttribute = pick<unknown>('due', 'event.due', ['event.due', 'due']);
const eventName = pick('paid', 'looked', 'go');
const withIds = (ids: readonly string[], rest: fc.Arbitrary<JsonObject>) =>
  fc
    .array(rest, { minLength: 1, maxLength: ids.length })
    .map((items) => items.map((item, index) => ({ id: ids[index] ?? '', ...item })));
const sought = settings({ event: eventName }, { where, key: pick('k') });
const share = fc.integer({ min: 0, max: 100 });
const value = pick<unknown>(
  1,
  'gold',
  { path: 'event.amount', default: 3 },
  { path: 'tier' },
  { path: 'key' },
);

const SETTINGS: { readonly [kind: string]: fc.Arbitrary<JsonObject> } = {
  audience: settings({ condition }),
  branch: settings({ groups: withIds(['g1', 'g2'], settings({ condition })) }),
  split: settings({
    salt: pick('s1', 's2'),
    arms: share.map((first) => [
      { id: 'A', share: first },
      { id: 'B', share: 100 - first, control: true },
    ]),
  }),
  message: settings(
    { channel: pick('sms', 'sms', 'email'), template: pick('hello') },
    {
      purpose: pick('service', 'marketing', 'survey'),
      quiet: pick('hold', 'refuse'),
      maxHold: pick('PT2H', 'PT12H', 'P1D'),
      missing: pick('default', 'refuse'),
      tags: pick(['promo'], []),
    },
  ),
  webhook: settings({ url: pick('https://example.test/hook') }, { keep: pick({ score: 'result.score' }) }),
  updateProfile: settings(
    { set: fc.dictionary(pick('tier', 'balance'), value, { minKeys: 1 }) },
    {
      add: pick({ balance: 5 }, { seen: 1 }),
      addTags: pick(['vip']),
      removeTags: pick(['vip', 'old']),
      remove: pick(['due']),
    },
  ),
  delay: fc.oneof(
    settings({ duration }, { window }),
    settings({ duration: pick('P1D', 'P3D', 'P1W'), at: localTime }, { window }),
  ),
  waitUntil: fc.oneof(
    settings({ until: pick('time'), at: localTime }, { days, zone }),
    settings({ until: pick('time'), days }, { zone }),
    settings({ until: pick('window'), window }),
    settings({ until: pick('businessHours') }, { zone }),
    settings(
      { until: pick('date'), attribute: dateAttribute },
      { offset: pick('-P1D', 'PT2H', '-PT30H', 'P1M'), onChange: pick('freeze', 'follow'), zone },
    ),
    settings(
      { until: pick('date'), attribute: dateAttribute, at: localTime },
      { offset: pick('-P1D', 'P1M'), onChange: pick('freeze', 'follow'), zone },
    ),
  ),
  waitFor: settings(
    {
      paths: withIds(['p1', 'p2', 'p3'], fc.oneof(sought, sought, settings({ condition }))),
      timeout: duration,
    },
    {
      mode: pick('first', 'ranked'),
      lookBack: pick('none', 'sinceEntry'), // whether a duration reaches back before the entry is open
      timeoutWindow: window,
      restart: fc.array(sought, { maxLength: 1 }),
    },
  ),
  emitEvent: settings(
    { event: pick('paid', 'looked') },
    { properties: fc.dictionary(pick('amount', 'k'), value) },
  ),
  enrol: settings(
    { journey: pick('a', 'b') },
    { mode: pick('start', 'handOver'), key: value, properties: fc.dictionary(pick('amount', 'k'), value) },
  ),
  tier: settings({
    attribute: pick('balance', 'event.amount'),
    tiers: pick(
      [
        { id: 'hot', from: 10 },
        { id: 'warm', from: 5 },
      ],
      [{ id: 'hot', from: 0 }],
    ),
  }),
  exit: settings({ reason: pick('done', 'lost') }),
};
const WAITS = ['delay', 'waitUntil', 'waitFor'];

function outletsOf(kind: string, given: JsonObject): string[] {
  const ids = (name: string) => (given[name] as { id: string }[]).map(({ id }) => id); // written above
  if (kind === 'branch') return [...ids('groups'), 'else'];
  if (kind === 'split') return ids('arms');
  if (kind === 'tier') return [...ids('tiers'), 'else'];
  if (kind === 'waitFor') return [...ids('paths'), 'timeout'];
  if (kind === 'waitUntil' && given.until === 'date') return ['next', 'past', 'missing'];
  const fixed: { [kind: string]: string[] } = {
    audience: ['in', 'out'],
    message: ['sent', 'capped', 'unreachable', 'failed'],
    webhook: ['ok', 'failed'],
    exit: [],
  };
  return fixed[kind] ?? ['next'];
}

interface Draft {
  kind: string;
  settings: JsonObject;
  targets: number[];
}
const kind = pick('message', 'message', 'waitFor', 'waitFor', ...Object.keys(SETTINGS));
const draft: fc.Arbitrary<Draft> = kind.chain((name) =>
  fc.record({
    kind: fc.constant(name),
    settings: SETTINGS[name] as fc.Arbitrary<JsonObject>, // a kind of this very table
    targets: fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }),
  }),
);

/** Mostly to the next node, sometimes further on or, from a wait, back; now and then nowhere. */
function connected(drawn: readonly Draft[]): { [id: string]: Node } {
  // whether a message is refused before or after what its step emits applies is not in the contract
  const emits = drawn.some((one) => one.kind === 'emitEvent' || one.kind === 'enrol');
  const drafts = drawn.filter((one) => !emits || one.kind !== 'message');
  const nodes: { [id: string]: Node } = {};
  const open = ['n0'];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const index = Number(id.slice(1));
    const found = drafts[index];
    if (!found || nodes[id]) continue;
    const salted =
      found.kind === 'split' ? { ...found.settings, salt: `${found.settings.salt}${id}` } : found.settings;
    const next: { [outlet: string]: string } = {};
    outletsOf(found.kind, found.settings).forEach((outlet, position) => {
      const chosen = found.targets[position % 4] ?? 0;
      const first = WAITS.includes(found.kind) && chosen > 15 ? 0 : index + 1;
      const target = chosen < 12 ? index + 1 : first + (chosen % Math.max(1, drafts.length - first));
      if (chosen !== 3 && target < drafts.length) next[outlet] = `n${target}`;
    });
    nodes[id] = { kind: found.kind, settings: salted, next, maxVisits: 3 };
    open.push(...Object.values(next));
  }
  return nodes;
}

const keyed = { key: pick('k') };
const REENTRY = [{ mode: 'afterExit' }, { mode: 'every', max: 2, within: 'P3D' }, { mode: 'once' }];
const trigger = fc.oneof(
  settings({ on: pick('event'), event: pick('go') }, { where, condition, reentry: pick(...REENTRY) }),
  settings({
    on: pick('event'),
    event: pick('go'),
    reentry: pick(...REENTRY, { mode: 'parallel' }),
    ...keyed,
  }),
  settings(
    {
      on: pick('schedule'),
      zone: pick('UTC', 'Europe/Berlin'),
      start: pick('@'),
    },
    {
      repeat: fc.oneof(
        settings({ every: pick('P1D', 'P9D', 'P1M') }, { times: pick(2, 5) }),
        settings({ every: pick('P1W', 'P2W'), days }, { times: pick(4) }),
      ),
      condition,
      reentry: pick(...REENTRY),
    },
  ),
);

/** Audiences that what a journey does in one step cannot leave and enter again. */
const ofTheCustomer = condition.filter((one) => !/"type":"(journey|message)"/.test(JSON.stringify(one)));
const startsLate = fc.oneof(
  settings(
    {
      on: pick('eventMissing'),
      event: pick('go'),
      missing: settings({ event: pick('paid', 'looked') }, { where }),
    },
    { where, condition, reentry: pick(...REENTRY) },
  ).chain((one) => pick('PT2H', 'P1D').map((within): JsonObject => ({ ...one, within }))),
  settings(
    { on: pick('audience'), condition: ofTheCustomer },
    { when: pick('enter', 'leave'), includeCurrent: fc.boolean(), reentry: pick(...REENTRY) },
  ),
  settings(
    {
      on: pick('date'),
      attribute: pick('due'),
      zone: pick('UTC', 'Europe/Berlin', 'profile'),
      at: pick('02:37', '23:07'), // never at the instant of an event that moves the date
    },
    { offset: pick('-P1D', 'P2D'), yearly: fc.boolean(), condition, reentry: pick(...REENTRY) },
  ),
  settings(
    { on: pick('business'), event: pick('rate_cut') },
    { where, condition, reentry: pick(...REENTRY) },
  ),
);

const journey = fc
  .record(
    {
      drafts: fc.array(draft, { minLength: 1, maxLength: 5 }),
      trigger: fc.oneof({ weight: 2, arbitrary: trigger }, { weight: 1, arbitrary: startsLate }),
      class: pick('marketing', 'service'),
      priority: pick(50, 50, 90),
      goals: fc.oneof(
        pick<unknown>([]),
        fc
          .tuple(sought, fc.boolean(), pick('P1D', 'P30D'))
          .map(([one, exit, within]) => [{ id: 'g', ...one, exit, within }]),
      ),
      exits: fc.oneof(
        pick<unknown>([], []),
        sought.map((one) => [{ ...one, reason: 'lost' }]),
        condition.map((asked) => [{ condition: asked, reason: 'changed' }]),
      ),
      timeZone: pick('Asia/Shanghai', 'Europe/Berlin'),
      exclude: condition,
      ends: pick('2026-03-20T12:00', '2026-11-01T01:30'),
      testMode: pick(true),
    },
    { requiredKeys: ['drafts', 'trigger', 'class', 'priority', 'goals', 'exits'] },
  )
  .map(({ drafts, trigger: start, ...rest }) => {
    const nodes: { start: Node; [id: string]: Node } = {
      start: { kind: 'trigger', settings: start, next: { next: 'n0' } },
      ...connected(drafts),
    };
    const whole = { format: 1, name: 'Small', ...rest, nodes };
    const unscoped = JSON.parse(JSON.stringify(start).replaceAll(',"scope":"enrollment"', '')) as JsonObject; // JSON stays JSON
    whole.nodes.start.settings = unscoped; // before the entry there is no enrollment
    return start.key === undefined ? unkeyed(whole) : whole;
  });

/** A journey without business key looks for events without one. */
function unkeyed<Whole extends object>(whole: Whole): Whole {
  return JSON.parse(JSON.stringify(whole).replaceAll(',"key":"k"', '')) as Whole; // all of it is JSON
}

const workspace = settings(
  {
    timeZone: pick('UTC', 'Asia/Tokyo'),
    audiences: pick({
      gold: { type: 'attribute', attribute: 'tier', op: '=', value: 'gold' },
      staff: { members: ['c1'] },
    }),
  },
  {
    caps: pick(
      [{ max: 1, per: 'day' }],
      [
        { max: 1, per: 'P2D', channel: 'sms' },
        { max: 3, per: 'month' },
      ],
      [
        { max: 1, per: 'week', tag: 'promo' },
        { max: 2, per: 'PT24H' },
      ],
    ),
    quietHours: pick(
      [{ channel: 'sms', from: '21:00', to: '08:00' }],
      [
        { from: '22:00', to: '06:00' },
        { channel: 'sms', from: '05:00', to: '10:00', days: ['mon', 'sun'], maxHold: 'PT3H' },
      ],
      [{ from: '01:30', to: '02:30' }],
    ),
    businessHours: pick([{ from: '09:00', to: '17:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] }]),
    holidays: pick(['2026-03-10', '2026-10-26']),
    workdays: pick(['2026-03-14', '2026-10-31']),
    limits: pick([{ channel: 'sms', perSecond: 0.001 }], [{ channel: 'email', perSecond: 0.0001 }]),
    releasePerSecond: pick(0.001, 1),
    testSeeds: pick(['c1']),
    retry: pick({ attempts: 2, first: 'PT2H' }),
    onProviderReject: pick('advance', 'pauseJourney'),
    holdout: pick({ share: 0.5, salt: 'g1' }),
  },
);

const customer = (id: string) =>
  settings(
    { id: pick(id), addresses: pick({ sms: '+8613800000001', email: 'c@example.test' }, { sms: '+86138' }) },
    {
      timeZone: pick('Europe/Berlin', 'America/New_York', 'Mars/Olympus'),
      locale: pick('zh', 'de-AT'),
      attributes: fc.dictionary(
        pick('balance', 'tier', 'due'),
        pick(0, 10, 'gold', '2026-03-09', '2026-10-25T02:30'),
      ),
      consent: pick({ sms: true, email: true }, { sms: { marketing: true } }, { sms: false, email: true }),
    },
  );

type Deed = { [name: string]: string | JsonObject };
const deed = (): fc.Arbitrary<Deed> => {
  const profile = pick('c1', 'c2');
  const target = pick('a', 'b');
  const person = fc.record({ profile, journey: target });
  const attributes = fc.dictionary(
    pick('balance', 'tier', 'due'),
    pick<string | number | null>(0, 10, 'gold', 'silver', '2026-03-15', '2026-10-29T18:00', null),
  );
  const event = settings(
    { name: pick('go', 'go', 'go', 'paid', 'looked'), profile },
    {
      properties: settings(
        {},
        { k: pick<unknown>(1, '1', 2), amount: pick(0, 5, 10), due: pick('2026-03-12', '2026-10-30') },
      ),
      attributes,
    },
  ).map((one) => ({ event: one }));
  const key = pick(1, 2);
  return fc.oneof(
    { weight: 12, arbitrary: event },
    {
      weight: 1,
      arbitrary: settings({ properties: settings({}, { amount: pick(5) }) }).map((one) => ({
        event: { name: 'rate_cut', ...one },
      })),
    },
    { weight: 3, arbitrary: fc.record({ id: profile, attributes }).map((one) => ({ profile: one })) },
    {
      weight: 1,
      arbitrary: settings(
        { profile, channel: pick('sms'), granted: fc.boolean() },
        { purpose: pick('survey', 'marketing') },
      ).map((consent) => ({ consent })),
    },
    {
      weight: 2,
      arbitrary: settings(
        { channel: pick('sms', 'webhook'), answers: pick('accept', 'reject', 'timeout', 'fail') },
        { for: profile, times: pick(1, 2), response: pick({ result: { score: 7 } }) },
      ).map((provider) => ({ provider })),
    },
    { weight: 1, arbitrary: target.map((pause) => ({ pause })) },
    { weight: 2, arbitrary: target.map((resume) => ({ resume })) },
    { weight: 1, arbitrary: pick('close', 'stop').chain((name) => target.map((id) => ({ [name]: id }))) },
    {
      weight: 1,
      arbitrary: settings({ profile, journey: target }, { key, override: pick(true) }).map((enrol) => ({
        enrol,
      })),
    },
    {
      weight: 1,
      arbitrary: fc.oneof(person, settings({ profile, journey: target, key })).map((remove) => ({ remove })),
    },
  );
};

const template = {
  hello: {
    sms: { en: 'Hi {{ tier }} {{ event.amount | default: 0 }}', 'zh-CN': '你好 {{ vars.score }}' },
    email: { en: { subject: 'Hi', body: 'Hello {{ key }}' } },
  },
};

/** A whole scenario; instants are whole hours, so that they often coincide. */
export const life: fc.Arbitrary<Scenario> = fc
  .record({
    start: pick(...STARTS),
    workspace,
    first: journey,
    second: fc.option(journey, { freq: 3 }),
    profiles: fc.tuple(customer('c1'), customer('c2')),
    deeds: fc.array(fc.tuple(fc.oneof(fc.nat(48), fc.nat(HOURS)), deed()), { minLength: 1, maxLength: 12 }),
  })
  .map(({ start, workspace: space, first, second, profiles, deeds }) => {
    const documents = [{ id: 'a', ...first }, ...(second ? [{ id: 'b', ...second }] : [])];
    const at = (hour: number) => new Date(Date.parse(start) + hour * HOUR_MS).toISOString();
    const callAt = `${start.slice(0, 8)}${start.includes('-03-') ? '06T02:30' : '22T09:00'}`;
    const timeline = [
      ...documents.map(({ id }) => ({ at: start, publish: id })),
      ...deeds.map(([hour, one], index) => ({ at: at(hour), ...fitting(one, index, documents) })),
    ];
    const journeys = Object.fromEntries(documents.map((one) => [one.id, elsewhere(one)]));
    const whole = {
      title: 'a random month',
      workspace: space,
      templates: template,
      journeys,
      profiles,
      timeline,
    };
    const text = JSON.stringify({ scenario: 1, ...whole, until: at(DAYS_RUN * 24) }).replaceAll(
      '"@"',
      `"${callAt}"`,
    );
    const parsed = scenarioSchema.parse(JSON.parse(text));
    // whether a message refused for a missing value has used up the provider's limit is not in the contract
    return text.includes('"missing":"refuse"')
      ? { ...parsed, workspace: { ...parsed.workspace, limits: [] } }
      : parsed;
  });

/** Whom a journey enrols goes to the other one: the contract does not say whether it may come back at once. */
function elsewhere<Whole extends { id: string }>(one: Whole): Whole {
  const other = one.id === 'a' ? 'b' : 'a';
  const text = JSON.stringify(one).replaceAll(
    /("kind":"enrol","settings":\{"journey":)"[ab]"/g,
    `$1"${other}"`,
  );
  return JSON.parse(text) as Whole; // all of it is JSON
}

/** Events get ids (now and then one twice), deeds a journey that exists, and a key only where it has keys. */
function fitting(
  one: Deed,
  index: number,
  documents: readonly { id: string; nodes: { [id: string]: Node } }[],
): Deed {
  const [name, given] = Object.entries(one)[0] ?? ['', ''];
  const target = typeof given === 'string' ? given : given.journey;
  const found = documents.find(({ id }) => id === target) ?? documents[0];
  if (name === 'event') return { event: { id: `e${index % 11}`, ...(given as JsonObject) } }; // the one above
  if (typeof given === 'string') return { [name]: found?.id ?? '' };
  if (target === undefined) return one;
  const { key, ...rest } = given;
  const isKeyed = found?.nodes.start?.settings.key !== undefined && key !== undefined;
  return { [name]: { ...rest, journey: found?.id ?? '', ...(isKeyed ? { key } : {}) } };
}
