/** `ln(1 − e^logValue)` for logValue ≤ 0 without losing digits at either end (Mächler 2012, "log1mexp"). */
export function logComplement(logValue: number): number {
  return logValue > -Math.LN2 ? Math.log(-Math.expm1(logValue)) : Math.log1p(-Math.exp(logValue));
}
