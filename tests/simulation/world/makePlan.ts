/** A world from a seed: who is there, what they do, what operators do, and what goes wrong. */
import fc from 'fast-check';
import type { JourneyInput } from '../../../shared/journey/journey.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import type { WorkspaceInput } from '../../../shared/workspace.ts';
import { journey as anyJourney, generatedWorkspace } from '../../generators/journey.ts';
import { DAY_MS, instantOfWall, wallMs } from '../checker/localTime.ts';
import { campaign, nextVersionOf, ZONES } from './journeys.ts';
import type { Act, LifeDeed, Plan, PlanStep } from './plan.ts';
import { Random } from './random.ts';
import { withTraffics } from './traffic.ts';

/** Things happen on a grid, so that much falls on the same instant. */
const GRID_MS = 15 * 60_000;
/** Of the worlds, in which two customers become one. */
const MERGE_SHARE = 0.1;
/** Local time at which quiet hours end. */
const MORNING_MS = 8 * 3_600_000;

/** Starts shortly before clocks change somewhere, and one when none does. */
const STARTS = [
  '2026-03-07T00:00:00Z',
  '2026-03-28T06:00:00Z',
  '2026-10-24T06:00:00Z',
  '2026-10-31T00:00:00Z',
  '2026-04-04T00:00:00Z',
  '2026-06-01T00:00:00Z',
];

interface Cast {
  random: Random;
  startMs: number;
  untilMs: number;
  profiles: readonly ProfileInput[];
  customers: string[];
  journeys: string[];
}

function workspaceOf(random: Random): WorkspaceInput {
  const caps: NonNullable<WorkspaceInput['caps']> = [];
  if (random.chance(0.5)) caps.push({ max: random.int(1, 3), per: random.pick(['PT24H', 'P1D', 'PT6H']) });
  if (random.chance(0.4))
    caps.push({ max: random.int(1, 2), per: random.pick(['day', 'week']), channel: 'sms' });
  if (random.chance(0.2)) caps.push({ max: 1, per: 'P2D', tag: 'promo' });
  return {
    ...generatedWorkspace,
    timeZone: random.pick(ZONES),
    caps,
    quietHours: random.chance(0.65) ? [{ channel: 'sms', from: '21:00', to: '08:00' }] : [],
    releasePerSecond: random.pick([1, 50]),
    limits: random.chance(0.2) ? [{ channel: 'sms', perSecond: 0.5 }] : [],
    retry: { attempts: random.int(1, 3), first: random.pick(['PT1M', 'PT15M']) },
    onProviderReject: random.chance(0.05) ? 'pauseJourney' : 'advance',
  };
}

function dayOf(startMs: number, daysLater: number): string {
  return new Date(startMs + daysLater * DAY_MS).toISOString().slice(0, 10);
}

function profileOf(random: Random, id: string, startMs: number): ProfileInput {
  return {
    id,
    ...(random.chance(0.8) ? { timeZone: random.pick(ZONES) } : {}),
    attributes: { name: id, tier: random.pick(['gold', 'silver']), due: dayOf(startMs, random.int(0, 8)) },
    addresses: { sms: `+86${id}`, ...(random.chance(0.9) ? { email: `${id}@example.test` } : {}) },
    consent: { sms: random.chance(0.9), email: random.chance(0.9) },
  };
}

function eventsOf(cast: Cast): PlanStep[] {
  const { random, startMs, untilMs, customers } = cast;
  const steps: PlanStep[] = [];
  const count = random.int(18, 48);
  for (let index = 0; index < count; index++) {
    const name = random.pick([
      'go',
      'go',
      'go',
      'go',
      'paid',
      'paid',
      'looked',
      'card_used',
      'lost',
      'again',
      'news',
    ]);
    const profile = random.pick(customers);
    const atMs = name === 'lost' ? atMorning(cast, profile) : onGrid(random, startMs, untilMs);
    const lateMs = random.chance(0.15) ? random.int(1, 8) * GRID_MS : 0;
    const event = {
      id: `e${index}`,
      ...(name === 'news' ? {} : { profile }),
      name,
      properties: {
        amount: random.int(0, 20),
        ...(random.chance(0.7) ? { k: random.pick(['x', 'y']) } : {}),
      },
      occurredAtMs: atMs - lateMs,
      ...(random.chance(0.1) ? { attributes: { tier: random.pick(['gold', 'silver']) } } : {}),
    };
    steps.push({ atMs, act: { do: 'event', event } });
    if (random.chance(0.2)) {
      const againMs = Math.min(untilMs, atMs + random.pick([0, 0, 1, 4, 96]) * GRID_MS);
      steps.push({ atMs: againMs, act: { do: 'event', event } });
    }
  }
  return steps;
}

/** When quiet hours end for the customer, which is when held messages go out; else any time. */
function atMorning({ random, startMs, untilMs, profiles }: Cast, profile: string): number {
  const anyMs = onGrid(random, startMs, untilMs);
  const zone = profiles.find(({ id }) => id === profile)?.timeZone;
  if (zone === undefined || random.chance(0.6)) return anyMs;
  const midnight = Math.floor(wallMs(anyMs, zone) / DAY_MS) * DAY_MS;
  return Math.min(untilMs, Math.max(startMs, instantOfWall(midnight + MORNING_MS, zone)));
}

function onGrid(random: Random, startMs: number, untilMs: number): number {
  return startMs + random.int(1, Math.floor((untilMs - startMs) / GRID_MS)) * GRID_MS;
}

function otherInputs(cast: Cast): PlanStep[] {
  const { random, customers, startMs } = cast;
  const steps: PlanStep[] = [];
  const count = random.int(4, 14);
  for (let index = 0; index < count; index++) {
    const profile = random.pick(customers);
    const act = random.pick<Act>([
      { do: 'consent', profile, channel: random.pick(['sms', 'email']), granted: random.chance(0.4) },
      { do: 'profile', profile: { id: profile, attributes: { tier: random.pick(['gold', 'silver']) } } },
      { do: 'profile', profile: { id: profile, attributes: { due: dayOf(startMs, random.int(0, 8)) } } },
      {
        do: 'receipt',
        id: `r${index}`,
        profile,
        kind: random.pick(['delivered', 'clicked', 'optedOut', 'optedOut', 'complained']),
        back: random.int(1, 2),
      },
    ]);
    steps.push({ atMs: atMorning(cast, profile), act });
  }
  return steps;
}

/** A pause comes with a resume most of the time; a close or a stop comes late or never. */
function livesOf({ random, startMs, untilMs, journeys }: Cast): PlanStep[] {
  const steps: PlanStep[] = [];
  for (const journey of journeys) {
    for (let pauses = random.int(0, 2); pauses > 0; pauses--) {
      const pausedMs = onGrid(random, startMs, untilMs);
      const resumedMs = Math.min(untilMs, pausedMs + random.int(1, 120) * GRID_MS);
      const doubt = random.chance(0.3) ? { givesUp: true as const } : {};
      if (random.chance(0.15)) {
        // between the two writes of a pause
        const at = { call: 'commit', nth: 1, side: 'after' } as const;
        steps.push({ atMs: pausedMs, act: { do: 'crash', at } });
      }
      steps.push({ atMs: pausedMs, act: { do: 'life', journey, deed: 'pause', ...doubt } });
      const backlog = random.pick(['release', 'release', 'drop'] as const);
      if (random.chance(0.9)) {
        steps.push({ atMs: resumedMs, act: { do: 'life', journey, deed: 'resume', backlog } });
      }
    }
    if (random.chance(0.45)) {
      const deed = random.pick<LifeDeed>(['close', 'stop']);
      steps.push({ atMs: onGrid(random, startMs, untilMs), act: { do: 'life', journey, deed } });
    }
  }
  return steps;
}

/** Two of the customers turn out to be one, and what is known of one is the other's. */
function mergesOf({ random, startMs, untilMs, customers }: Cast): PlanStep[] {
  const [into = '', ...others] = customers;
  const act: Act = { do: 'merge', id: 'merge1', from: random.pick(others), into };
  return [{ atMs: onGrid(random, startMs, untilMs), act }];
}

function deedsOf({ random, startMs, untilMs, customers, journeys }: Cast): PlanStep[] {
  return Array.from({ length: random.int(1, 7) }, () => {
    const target = { profile: random.pick(customers), journey: random.pick(journeys) };
    const key = random.chance(0.3) ? random.pick(['x', 'y']) : null;
    const act: Act = random.chance(0.5)
      ? { do: 'enrol', ...target, key, override: random.chance(0.3) }
      : { do: 'remove', ...target, key };
    return { atMs: onGrid(random, startMs, untilMs), act };
  });
}

function faultsOf(cast: Cast): PlanStep[] {
  const { random, startMs, untilMs } = cast;
  const crashes = Array.from({ length: random.int(0, 6) }, (): PlanStep => {
    const at = {
      call: random.pick(['commit', 'commit', 'markCalling', 'accept'] as const),
      nth: random.int(1, 4),
      side: random.pick(['before', 'after'] as const),
    };
    return { atMs: onGrid(random, startMs, untilMs), act: { do: 'crash', at } };
  });
  const downs = Array.from({ length: random.chance(0.3) ? random.int(1, 2) : 0 }, (_, index): PlanStep[] => {
    const atMs = onGrid(random, startMs, untilMs);
    const forMs = random.int(1, 40) * GRID_MS;
    const down: PlanStep = { atMs, act: { do: 'down', forMs } };
    return random.chance(0.5) ? [down, ...regretsOf(cast, atMs, forMs, index)] : [down];
  });
  return [...crashes, ...downs.flat()];
}

/** Of one customer while nothing runs: something that may lead to a message, then an opt-out. */
function regretsOf({ random, customers }: Cast, fromMs: number, forMs: number, index: number): PlanStep[] {
  const profile = random.pick(customers);
  const [wantedMs, regrettedMs] = [fromMs + forMs / 3, fromMs + forMs / 2];
  const wanted = { id: `wanted${index}`, profile, name: 'go', properties: { amount: 1, k: 'x' } };
  const consent = { do: 'consent' as const, profile, granted: false };
  return [
    { atMs: wantedMs, act: { do: 'event', event: { ...wanted, occurredAtMs: wantedMs } } },
    { atMs: regrettedMs, act: { ...consent, channel: 'sms' } },
    { atMs: regrettedMs, act: { ...consent, channel: 'email' } },
  ];
}

function publishesOf({ random, startMs, untilMs }: Cast, documents: readonly JourneyInput[]): PlanStep[] {
  return documents.flatMap((document): PlanStep[] => {
    const { id } = document;
    const first: PlanStep = { atMs: startMs, act: { do: 'publish', journey: id, document } };
    if (id === WILD || random.chance(0.5)) return [first];
    const next = nextVersionOf(random, document);
    const act: Act = { do: 'publish', journey: id, document: next };
    if (random.chance(0.5)) act.map = mapOf(random, next);
    return [first, { atMs: onGrid(random, startMs, untilMs), act }];
  });
}

/** Some moves are undone, sooner or later; drawn apart, so that worlds without stay as they were. */
function undosOf(seed: number, steps: readonly PlanStep[], untilMs: number): PlanStep[] {
  const random = new Random(seed, 'undone');
  return steps.flatMap(({ atMs, act }): PlanStep[] => {
    if (act.do !== 'publish' || !act.map || random.chance(0.5)) return [];
    return [{ atMs: onGrid(random, atMs, untilMs), act: { do: 'undoMove', journey: act.journey } }];
  });
}

/** Where people inside go: most stay at their node, some go elsewhere, some out. */
function mapOf(random: Random, { nodes }: JourneyInput): { [node: string]: string | null } {
  const names = Object.keys(nodes).filter((name) => name !== 'start');
  const moved = names.filter(() => random.chance(0.3));
  return Object.fromEntries(moved.map((name) => [name, random.chance(0.5) ? null : random.pick(names)]));
}

/** Conditions of generated journeys name this one. */
const WILD = 'random';

/** Errors: never; every seed is a world. */
export function makePlan(seed: number): Plan {
  const random = new Random(seed, 'plan');
  const startMs = Date.parse(random.pick(STARTS));
  const untilMs = startMs + random.int(3, 9) * DAY_MS;
  const customers = Array.from({ length: random.int(3, 8) }, (_, index) => `c${index + 1}`);
  const documents = Array.from({ length: random.int(1, 2) }, (_, index) =>
    campaign(random, `j${index + 1}`, dayOf(startMs, 1)),
  );
  const drawn = documents.map(({ id }) => id);
  const [wild] = random.chance(0.3) ? fc.sample(anyJourney, { numRuns: 1, seed }) : [];
  if (wild) documents.push(wild);
  const profiles = customers.map((id) => profileOf(random, id, startMs));
  const cast: Cast = {
    random,
    startMs,
    untilMs,
    profiles,
    customers,
    journeys: documents.map(({ id }) => id),
  };
  const steps = [
    ...publishesOf(cast, documents),
    ...eventsOf(cast),
    ...otherInputs(cast),
    ...livesOf(cast),
    ...deedsOf(cast),
    ...(random.chance(0.8) ? faultsOf(cast) : []),
    ...(random.chance(MERGE_SHARE) ? mergesOf(cast) : []),
  ];
  return {
    seed,
    store: random.chance(0.04) ? 'sqlite' : 'memory',
    startMs,
    untilMs,
    workspace: workspaceOf(random),
    profiles,
    // the sort is stable
    steps: [...withTraffics(seed, steps, drawn), ...undosOf(seed, steps, untilMs)].sort(
      (a, b) => a.atMs - b.atMs,
    ),
    hostility: random.pick([0.1, 0.3, 0.5]),
  };
}
