/** Harm that the plan wants the journey paused for (statistics.md §3.15), and what it was paused for already. */
import { z } from 'zod';
import type { Analysis } from '../../../shared/experiment/analysis.ts';

const harmSchema = z.strictObject({ goal: z.string(), arm: z.string() });
/** A guardrail's goal got worse in an arm. */
export type Harm = z.infer<typeof harmSchema>;

/** What the audit line of such a pause says. */
const harmPauseSchema = z.object({
  node: z.string(),
  salt: z.string(),
  run: z.string(),
  harm: z.array(harmSchema),
});
export type HarmPause = z.infer<typeof harmPauseSchema>;

/** Pauses of a journey that were for harm in one of its splits, in order. */
export function harmPausesOf(
  deeds: readonly { atMs: number; deed: string; detail: unknown }[],
  { node, salt }: { node: string; salt: string },
): (Harm & { atMs: number })[] {
  return deeds.flatMap(({ atMs, deed, detail }) => {
    const pause = deed === 'pause' ? harmPauseSchema.safeParse(detail) : null;
    if (!pause?.success || pause.data.node !== node || pause.data.salt !== salt) return [];
    return pause.data.harm.map(({ goal, arm }) => ({ goal, arm, atMs }));
  });
}

/** What to pause for now: nothing the journey was paused for before, since whoever resumed it knew. */
export function harmToPauseFor({ plan, guardrails, arms, checks, overTime }: Analysis): Harm[] {
  const isSettled = overTime.markers.some(({ type }) => type === 'decided');
  const isUntrusted = checks.some(({ state }) => state === 'failed');
  if (plan.conclusion === 'none' || isSettled || isUntrusted) return [];
  const treated = new Set(arms.flatMap(({ id, sharePercent }) => (sharePercent > 0 ? id : [])));
  return guardrails.flatMap(({ metric: { goal }, onHarm, arms: lights }) =>
    lights.flatMap(({ arm, state, pausedAt }) =>
      onHarm === 'pause' && state === 'harmed' && pausedAt === null && treated.has(arm)
        ? [{ goal, arm }]
        : [],
    ),
  );
}
