import { EXPOSED_FROM, type ExposureImport } from '../../../shared/api/exposures.ts';
import { type Done, refused } from '../../../shared/done.ts';
import { IMPORTED_EPOCH } from '../../../shared/experiment/importedEpoch.ts';
import { rememberedPaths } from '../../../shared/experiment/plan.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { instantMs } from '../../../shared/time.ts';
import { exposureId } from '../../core/exposure.ts';
import type { NewInput } from '../../stores/store.ts';
import type { Roster } from '../roster.ts';
import {
  epochOf,
  firstPublishedAtMs,
  type SplitHistory,
  splitHistory,
  type VersionedSplit,
} from './splitHistory.ts';

/** The version an exposure of an epoch belongs to: the newest with that epoch, or the newest at all. */
function splitOf({ versions, current }: SplitHistory, epoch: number | undefined): VersionedSplit | undefined {
  if (epoch === undefined) return current;
  return versions.filter((split) => epochOf(split) === epoch).at(-1);
}

function problemsOf(given: ExposureImport, index: number, history: SplitHistory, nowMs: number): Problem[] {
  const split = splitOf(history, given.epoch);
  const field = (name: string) => `exposures.${index}.${name}`;
  const found: Problem[] = [];
  if (!split) {
    const newest = epochOf(history.current);
    found.push(
      problem('unknown-epoch', { field: field('epoch'), params: { epoch: given.epoch ?? 0, newest } }),
    );
  } else if (!split.arms.some(({ id }) => id === given.arm)) {
    found.push(problem('unknown-arm', { field: field('arm'), params: { arm: given.arm } }));
  }
  if (given.unit !== undefined && !history.current.unit) {
    found.push(problem('unit-not-drawn', { field: field('unit'), params: { unit: given.unit } }));
  }
  if (instantMs(given.exposedAt) > nowMs) {
    found.push(problem('in-the-future', { field: field('exposedAt'), params: { name: 'exposedAt' } }));
  }
  if (instantMs(given.exposedAt) < instantMs(EXPOSED_FROM)) {
    const params = { name: 'exposedAt', earliest: EXPOSED_FROM };
    found.push(problem('too-long-ago', { field: field('exposedAt'), params }));
  }
  return found;
}

/**
 * Exposures as the store takes them, or everything that is wrong with any of them.
 * @param given.node '' is the journey's holdout
 */
export function exposureInputs(
  exposures: readonly ExposureImport[],
  given: { journeyId: string; node: string; roster: Roster; nowMs: number; batch: string },
): Done<NewInput[]> {
  const { journeyId, node, roster, nowMs, batch } = given;
  const history = splitHistory(roster.versionsOf(journeyId), node, roster.registry);
  if (!history) return refused(problem('not-found', { params: { what: 'split' } }));
  const problems = exposures.flatMap((given, index) => problemsOf(given, index, history, nowMs));
  if (problems.length > 0) return refused(...problems);
  const remembered = rememberedPaths(history.current.plan);
  const inputs = exposures.map(({ profile, arm, exposedAt, epoch, eligible, unit: name }): NewInput => {
    const split = splitOf(history, epoch) ?? history.current;
    const { version, salt, unit } = split;
    const exposedAtMs = instantMs(exposedAt);
    const isBefore = epoch === undefined && exposedAtMs < firstPublishedAtMs(history);
    return {
      profileId: profile,
      atMs: nowMs,
      input: {
        type: 'exposure',
        id: exposureId({ journeyId, node, salt, arm, exposedAtMs, profileId: profile }),
        journeyId,
        node,
        salt,
        arm,
        version: version.version,
        epoch: isBefore ? IMPORTED_EPOCH : epochOf(split),
        exposedAtMs,
        eligible,
        remembered,
        ...(unit && { household: name === undefined ? unit : { name } }),
        batch,
      },
    };
  });
  return { ok: true, value: inputs };
}
