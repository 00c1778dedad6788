const STEPS_MAX = 500;

/**
 * The u at which a concave log tail takes a given value, by Newton's method.
 *
 * A tail of a log-concave density has a concave logarithm, so from the second step on Newton approaches the root from
 * one side and cannot overshoot; started at the mode it needs about six steps.
 *
 * @param start  the mode of the density, or any point where the slope is not nearly 0
 * @param tailAt  log tail at u, and its derivative by u
 */
export function invertLogTail(
  target: number,
  start: number,
  tailAt: (u: number) => { readonly logTail: number; readonly slope: number },
): number {
  let u = start;
  let previousStep = Infinity;
  for (let count = 0; count < STEPS_MAX; count++) {
    const { logTail, slope } = tailAt(u);
    const step = (logTail - target) / slope;
    u -= step;
    const size = Math.abs(step);
    if (size <= 1e-15 * Math.max(1e-300, Math.abs(u))) return u;
    // at the last digit rounding makes the steps wander: stop when they no longer shrink
    if (size < 1e-9 * Math.max(1, Math.abs(u)) && size >= previousStep) return u;
    previousStep = size;
  }
  return u;
}
