/** A point between 0 and 1 held with its complement and both logarithms, so that neither end loses digits. */
export interface UnitPoint {
  readonly x: number;
  readonly y: number;
  readonly logX: number;
  readonly logY: number;
}

/** @param y  `1 − x`, given by a caller who knows it better than the subtraction would */
export function pointAt(x: number, y: number = 1 - x): UnitPoint {
  return {
    x,
    y,
    logX: x < 0.5 ? Math.log(x) : Math.log1p(-y),
    logY: y < 0.5 ? Math.log(y) : Math.log1p(-x),
  };
}

/** @param logit  `ln(x / (1 − x))`, any real number */
export function pointAtLogit(logit: number): UnitPoint {
  const small = Math.exp(-Math.abs(logit));
  const logLarge = -Math.log1p(small);
  const large = 1 / (1 + small);
  const logSmall = logLarge - Math.abs(logit);
  return logit < 0
    ? { x: small * large, y: large, logX: logSmall, logY: logLarge }
    : { x: large, y: small * large, logX: logLarge, logY: logSmall };
}
