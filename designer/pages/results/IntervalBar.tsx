import type { EffectLine, Range } from './effectScale.ts';

interface IntervalBarProps {
  line: EffectLine;
  /** the bar reaches from −end to +end; one for all bars read together */
  end: number;
}

/** An interval drawn in a line of a table; its numbers stand beside it. */
export function IntervalBar({ line: { estimate, outer, inner }, end }: IntervalBarProps) {
  const place = (value: number) => 50 + (50 * Math.max(-end, Math.min(end, value))) / end;
  const span = ({ lower, upper }: Range) => ({
    left: `${place(lower)}%`,
    width: `${place(upper) - place(lower)}%`,
  });
  return (
    <span className="tl-effect-bar" aria-hidden>
      <span className="tl-effect-zero" />
      {outer && <span className="tl-effect-outer" style={span(outer)} />}
      {inner && <span className="tl-effect-inner" style={span(inner)} />}
      {estimate !== null && <span className="tl-effect-point" style={{ left: `${place(estimate)}%` }} />}
    </span>
  );
}

/** The end that shows all of some lines. */
export function barEnd(lines: readonly EffectLine[]): number {
  const reach = lines.flatMap(({ estimate, outer, inner }) =>
    [estimate, outer?.lower, outer?.upper, inner?.lower, inner?.upper].map((value) => Math.abs(value ?? 0)),
  );
  return Math.max(...reach, Number.MIN_VALUE) * 1.05;
}
