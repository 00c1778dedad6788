/** Splits with customers, exposures and events as another program would send them, weeks ago. */
import type { ExperimentPlanInput } from '../../shared/experiment/plan.ts';
import type { RunningServer } from './startServer.ts';

const DAY_MS = 86_400_000;
const PAGE = 1_000;

interface ArmFed {
  id: string;
  name: string;
  share: number;
  control?: boolean;
  /** customers, and how many of them opened a deposit two days after */
  units: number;
  converted: number;
}

export interface SplitFed {
  journey: string;
  plan: ExperimentPlanInput;
  arms: readonly ArmFed[];
}

const journeyOf = ({ journey, plan, arms }: SplitFed) => ({
  format: 1,
  id: journey,
  name: '到期续存 Maturity reminder',
  timeZone: 'Asia/Shanghai',
  goals: [{ id: 'opened', event: 'deposit_opened', within: 'P7D', primary: true }],
  nodes: {
    start: { kind: 'trigger', settings: { on: 'manual' }, next: { next: 'ab' } },
    ab: {
      kind: 'split',
      settings: {
        salt: journey,
        arms: arms.map(({ id, name, share, control = false }) => ({ id, name, share, control })),
        plan,
      },
      next: {},
    },
  },
});

/** Publishes a journey with one split and feeds it, the first customers thirty days ago. */
export async function feedSplit(server: RunningServer, split: SplitFed): Promise<void> {
  const startMs = Date.now() - 30 * DAY_MS;
  const { journey, arms } = split;
  await server.call('POST', '/journeys', journeyOf(split));
  await server.call('POST', `/journeys/${journey}/publish`, { revision: 1 });
  for (const { id, units, converted } of arms) {
    const customers = Array.from({ length: units }, (_, n) => ({
      n,
      profile: `${journey}-${id}-${n}`,
      atMs: startMs + (n % 16) * DAY_MS,
    }));
    for (let from = 0; from < units; from += PAGE) {
      const page = customers.slice(from, from + PAGE);
      const exposures = page.map(({ profile, atMs }) => ({
        profile,
        arm: id,
        exposedAt: new Date(atMs).toISOString(),
      }));
      await server.call('POST', `/journeys/${journey}/experiments/ab/exposures`, { exposures });
      const events = page
        .filter(({ n }) => n < converted)
        .map(({ profile, atMs }) => ({
          id: `${profile}-open`,
          name: 'deposit_opened',
          profile,
          occurredAt: new Date(atMs + 2 * DAY_MS).toISOString(),
        }));
      if (events.length > 0) await server.call('POST', '/events/batch', { events });
    }
  }
  await untilTaken(server, split);
}

/** Events are taken in behind the answer: the split is fed when all of them count. */
async function untilTaken(server: RunningServer, { journey, arms }: SplitFed): Promise<void> {
  const wanted = arms.reduce((sum, { converted }) => sum + converted, 0);
  for (let tries = 0; tries < 300; tries++) {
    const { analysis } = (await server.call('POST', `/journeys/${journey}/experiments/ab/runs`, {})) as {
      analysis: { primary: { arms: { conversions: number }[] } | null };
    };
    const counted = analysis.primary?.arms.reduce((sum, { conversions }) => sum + conversions, 0);
    if (counted === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the split of ${journey} did not take in its conversions`);
}
