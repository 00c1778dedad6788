/** A random journey of a few nodes, with every trigger and what a journey has beside its nodes. */
import fc from 'fast-check';
import type { Node } from '../../shared/journey/journey.ts';
import type { JsonObject } from '../../shared/json.ts';
import { where } from './condition.ts';
import { condition, days, lasting, localTime, nodeSettings, pick, settings, sought } from './nodeSettings.ts';

const WAITS = ['delay', 'waitUntil', 'waitFor'];

function outletsOf(kind: string, given: JsonObject): string[] {
  const ids = (name: string) => (given[name] as { id: string }[]).map(({ id }) => id); // written above
  if (kind === 'branch') return [...ids('groups'), 'else'];
  if (kind === 'split') return [...ids('arms'), ...('traffic' in given ? ['rest'] : [])];
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
const kind = pick('message', 'message', 'waitFor', 'waitFor', ...Object.keys(nodeSettings));
const draft: fc.Arbitrary<Draft> = kind.chain((name) =>
  fc.record({
    kind: fc.constant(name),
    settings: nodeSettings[name] as fc.Arbitrary<JsonObject>, // a kind of this very table
    targets: fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }),
  }),
);

/** Mostly to the next node, sometimes further on or, from a wait, back; now and then nowhere. */
function connected(drafts: readonly Draft[]): { [id: string]: Node } {
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

/** The engine offers a condition that reads the entry to everybody, members or not. */
const ofMembers = condition.filter((one) => !/"attribute":"(event|vars|key)/.test(JSON.stringify(one)));
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
    { on: pick('schedule'), start: pick('@') },
    {
      zone: pick('UTC', 'Europe/Berlin', 'profile'),
      repeat: fc.oneof(
        settings({ every: pick('P1D', 'P9D', 'P1M') }, { times: pick(2, 5) }),
        settings({ every: pick('P1W', 'P2W'), days }, { times: pick(4) }),
      ),
      condition: ofMembers,
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
    { on: pick('audience'), condition: ofTheCustomer, includeCurrent: fc.boolean() },
    { reentry: pick(...REENTRY) },
  ),
  settings(
    { on: pick('audience'), condition: ofTheCustomer },
    { when: pick('enter', 'leave'), reentry: pick(...REENTRY) },
  ),
  settings(
    {
      on: pick('date'),
      attribute: pick('due'),
      zone: pick('UTC', 'Europe/Berlin', 'profile'),
      at: localTime,
    },
    { offset: pick('-P1D', 'P2D'), yearly: fc.boolean(), condition, reentry: pick(...REENTRY) },
  ),
  settings(
    { on: pick('business'), event: pick('rate_cut') },
    { where, condition: ofMembers, reentry: pick(...REENTRY) },
  ),
  settings({ on: pick('journey'), reentry: pick(...REENTRY) }, { condition, ...keyed }),
  settings({ on: pick('manual'), reentry: pick(...REENTRY) }, keyed),
);

export const smallJourney = fc
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
        lasting.map((asked) => [{ condition: asked, reason: 'changed' }]),
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
export function unkeyed<Whole extends object>(whole: Whole): Whole {
  return JSON.parse(JSON.stringify(whole).replaceAll(',"key":"k"', '')) as Whole; // all of it is JSON
}
