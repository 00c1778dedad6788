import type { Portfolio } from '../../../shared/api/experiments.ts';

/** A share with its interval on a line from 0 to 100 %; the numbers stand beside it in words. */
export function RateBar({ rate: { value, low, high } }: { rate: NonNullable<Portfolio['winRate']> }) {
  const percent = (share: number) => `${share * 100}%`;
  return (
    <div className="tl-rate-bar" aria-hidden>
      <span className="tl-rate-interval" style={{ left: percent(low), width: percent(high - low) }} />
      <span className="tl-rate-value" style={{ left: percent(value) }} />
    </div>
  );
}
