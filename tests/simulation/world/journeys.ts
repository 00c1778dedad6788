/** Campaign journeys that send, wait, split and loop, whose waits end on the grid on which things happen. */
import type { Journey, JourneyInput, Node } from '../../../shared/journey/journey.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { Random } from './random.ts';

export const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
] as const;

type Maker = (random: Random) => { kind: string; settings: JsonObject; outlets: string[] };

const elapsed = ['PT15M', 'PT1H', 'PT2H', 'PT6H'] as const;
const anyDuration = [...elapsed, 'P1D', 'P1D', 'P2D'] as const;

const delay: Maker = (random) => ({
  kind: 'delay',
  settings: {
    duration: random.pick(anyDuration),
    ...(random.chance(0.15) ? { window: { from: '22:00', to: '06:00' } } : {}),
  },
  outlets: ['next'],
});

const waitFor: Maker = (random) => ({
  kind: 'waitFor',
  settings: {
    paths: random.chance(0.5)
      ? [{ id: 'paid', event: 'paid' }]
      : [
          { id: 'paid', event: 'paid' },
          { id: 'looked', event: 'looked' },
        ],
    mode: random.pick(['first', 'first', 'ranked']),
    lookBack: random.pick(['none', 'sinceEntry']),
    timeout: random.pick(anyDuration),
    ...(random.chance(0.5) ? { restart: [{ event: 'again' }] } : {}),
  },
  outlets: ['paid', 'timeout'],
});

const waitUntil: Maker = (random) => ({
  kind: 'waitUntil',
  settings: { until: 'time', at: random.pick(['02:30', '09:00', '18:00']) },
  outlets: ['next'],
});

const message: Maker = (random) => ({
  kind: 'message',
  settings: {
    channel: random.pick(['sms', 'sms', 'email']),
    template: 'hello',
    ...(random.chance(0.4) ? { tags: ['promo'] } : {}),
    ...(random.chance(0.15) ? { quiet: 'refuse' } : {}),
  },
  outlets: ['sent', 'capped', 'failed'],
});

const split: Maker = (random) => {
  const share = random.pick([20, 50, 80]);
  return {
    kind: 'split',
    settings: {
      salt: `s${random.int(0, 1e9)}`,
      arms: [
        { id: 'A', share },
        { id: 'B', share: 100 - share, control: true },
      ],
    },
    outlets: ['A', 'B'],
  };
};

const audience: Maker = (random) => ({
  kind: 'audience',
  settings: {
    condition: random.chance(0.5)
      ? { type: 'attribute', attribute: 'tier', op: '=', value: 'gold' }
      : { type: 'event', event: 'looked', count: { op: '>=', value: 2 } },
  },
  outlets: ['in', 'out'],
});

const updateProfile: Maker = () => ({
  kind: 'updateProfile',
  settings: { add: { visits: 1 } },
  outlets: ['next'],
});

const MAKERS: readonly Maker[] = [
  message,
  message,
  message,
  delay,
  delay,
  waitFor,
  waitFor,
  split,
  waitUntil,
  audience,
  updateProfile,
];
const WAITS = new Set(['delay', 'waitFor', 'waitUntil']);

function nodesOf(random: Random): { [id: string]: Node } {
  const count = random.int(3, 8);
  const nodes: { [id: string]: Node } = {};
  const made = Array.from({ length: count }, () => random.pick(MAKERS)(random));
  for (const [index, { kind, settings, outlets }] of made.entries()) {
    const next: { [outlet: string]: string } = {};
    for (const [position, outlet] of outlets.entries()) {
      // the first outlet goes straight on, so that every node can be reached; waits may lead back
      const isBack = position > 0 && WAITS.has(kind) && random.chance(0.45);
      const target = isBack ? random.int(0, index) : index + 1 + (position > 0 ? random.int(0, 1) : 0);
      if (target < count) next[outlet] = `n${target}`;
    }
    if (kind === 'delay' && index === count - 1 && random.chance(0.4)) next.next = 'n0';
    nodes[`n${index}`] = { kind, settings, next, maxVisits: random.int(2, 4) };
  }
  return nodes;
}

function triggerOf(random: Random, startDay: string): JsonObject {
  const kind = random.int(0, 21);
  if (kind === 0) return { on: 'manual', reentry: { mode: 'afterExit' } };
  if (kind === 1) {
    return {
      on: 'audience',
      condition: { type: 'attribute', attribute: 'tier', op: '=', value: 'gold' },
      reentry: { mode: 'afterExit' },
    };
  }
  if (kind === 2) return { on: 'business', event: 'news', reentry: { mode: 'afterExit' } };
  if (kind === 3) {
    return {
      on: 'eventMissing',
      event: 'go',
      missing: { event: 'paid' },
      within: 'PT2H',
      reentry: { mode: 'afterExit' },
    };
  }
  if (kind === 20) {
    return {
      on: 'schedule',
      start: `${startDay}T${random.pick(['02:30', '12:00', '20:00'])}`,
      zone: random.pick(['UTC', 'profile']),
      repeat: { every: 'P1D', times: random.int(2, 4) },
      reentry: { mode: 'afterExit' },
    };
  }
  if (kind === 21) return { on: 'date', attribute: 'due', reentry: { mode: 'afterExit' } };
  if (kind <= 8) return { on: 'event', event: 'go', key: 'k', reentry: { mode: 'parallel' } };
  if (kind <= 11) return { on: 'event', event: 'go', key: 'k', reentry: { mode: 'once' } };
  if (kind <= 13) return { on: 'event', event: 'go', reentry: { mode: 'every', max: 2, within: 'P2D' } };
  if (kind <= 15) return { on: 'event', event: 'go', reentry: { mode: 'once' } };
  return { on: 'event', event: 'go', reentry: { mode: 'afterExit' } };
}

/**
 * A campaign's first version.
 * @param startDay when a schedule begins
 */
export function campaign(random: Random, id: string, startDay: string): JourneyInput {
  const goals = random.pick<NonNullable<JourneyInput['goals']>>([
    [],
    [{ id: 'used', event: 'card_used' }],
    [{ id: 'paid', event: 'paid', exit: false, within: 'P3D' }],
  ]);
  return {
    format: 1,
    id,
    name: id,
    class: random.chance(0.8) ? 'marketing' : 'service',
    priority: random.pick([20, 50, 80]),
    ...(random.chance(0.3) ? { timeZone: random.pick(ZONES) } : {}),
    ...(random.chance(0.1) ? { holdout: { share: 0.3 } } : {}),
    goals,
    exits: random.chance(0.6) ? [{ event: 'lost', reason: 'lost' }] : [],
    nodes: {
      start: { kind: 'trigger', settings: triggerOf(random, startDay), next: { next: 'n0' } },
      ...nodesOf(random),
    },
    layout: {},
  };
}

/** The next version: other shares and durations at the same nodes, where people still stand. */
export function nextVersionOf(random: Random, before: JourneyInput): JourneyInput {
  const nodes: Journey['nodes'] = {};
  for (const [id, node] of Object.entries(before.nodes)) {
    const settings = { ...node.settings } as JsonObject; // written by `campaign`
    if (node.kind === 'delay' && !('window' in settings)) settings.duration = random.pick(elapsed);
    if (node.kind === 'split') {
      const share = random.pick([10, 50, 90]);
      settings.arms = [
        { id: 'A', share },
        { id: 'B', share: 100 - share, control: true },
      ];
    }
    nodes[id] = { ...node, settings };
  }
  return { ...before, name: `${before.name} again`, nodes };
}
