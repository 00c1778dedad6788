import type { Analysis } from '../../shared/experiment/analysis.ts';
import type { ExperimentPlanInput } from '../../shared/experiment/plan.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';
import { instantText } from '../../shared/time.ts';
import type { ServerProcess } from './startServer.ts';

export const DAY_MS = 86_400_000;
const PAGE = 1_000;
const LOOKS_MAX = 600;
const LOOK_EVERY_MS = 250;

export interface TrialEvent {
  name: string;
  /** days after the exposure */
  afterDays: number;
  properties?: Record<string, number>;
}

export interface TrialCustomer {
  id: string;
  arm: string;
  exposedAtMs: number;
  events: readonly TrialEvent[];
}

export interface Trial {
  /** of its journey */
  id: string;
  goals: NonNullable<JourneyInput['goals']>;
  arms: readonly { id: string; share: number; control?: boolean }[];
  plan: ExperimentPlanInput;
  customers: readonly TrialCustomer[];
}

const splitOf = ({ id }: Trial) => ({ id, node: 'ab' });

/** A journey of a trigger and the split, whose arms another system draws. */
function documentOf({ id, goals, arms, plan }: Trial): JourneyInput {
  return {
    format: 1,
    id,
    name: id,
    timeZone: 'UTC',
    goals,
    nodes: {
      start: { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'ab' } },
      ab: { kind: 'split', settings: { salt: id, arms, plan }, next: {} },
    },
  };
}

const pagesOf = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / PAGE) }, (_, page) =>
    items.slice(page * PAGE, (page + 1) * PAGE),
  );

/** Draws, publishes and feeds a trial as another system would: its customers, their exposures, what they did. */
export async function feedTrial({ call }: ServerProcess, trial: Trial): Promise<void> {
  await call('createJourney', { body: documentOf(trial) });
  await call('publishJourney', { params: { id: trial.id }, body: { revision: 1 } });
  for (const page of pagesOf(trial.customers)) {
    const profiles = page.map(({ id, arm }) => ({ id, attributes: { recruitedFor: trial.id, arm } }));
    const { refused } = await call('putProfiles', { body: { profiles } });
    if (refused > 0) throw new Error(`${refused} customers of ${trial.id} were refused`);
    const exposures = page.map(({ id, arm, exposedAtMs }) => ({
      profile: id,
      arm,
      exposedAt: instantText(exposedAtMs),
    }));
    await call('importExposures', { params: splitOf(trial), body: { exposures } });
  }
  const events = trial.customers.flatMap(({ id, exposedAtMs, events }) =>
    events.map(({ name, afterDays, properties = {} }) => ({
      id: `${id}/${name}`,
      profile: id,
      name,
      properties,
      occurredAt: instantText(exposedAtMs + afterDays * DAY_MS),
    })),
  );
  for (const page of pagesOf(events)) {
    const { refused } = await call('trackEvents', { body: { events: page } });
    if (refused > 0) throw new Error(`${refused} events of ${trial.id} were refused`);
  }
}

/** The split's analysis, once everything that was fed counts. */
export async function analysisOf({ call }: ServerProcess, trial: Trial): Promise<Analysis> {
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const { analysis } = await call('runAnalysis', { params: splitOf(trial), body: {} });
    const waiting = analysis.checks.find(({ id }) => id === 'freshness')?.details[0]?.observed ?? 0;
    const exposed = analysis.arms.reduce((sum, arm) => sum + arm.exposed, 0);
    if (waiting === 0 && exposed === trial.customers.length) return analysis;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`what was fed of ${trial.id} did not come in`);
}
