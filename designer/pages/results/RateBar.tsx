interface RateBarProps {
  level: { estimate: number; lower: number; upper: number };
  /** bars begin at 0 and end here; one for all read together */
  end: number;
  words: string;
}

/** An arm's level with its interval, in numbers and drawn. */
export function RateBar({ level: { estimate, lower, upper }, end, words }: RateBarProps) {
  const place = (value: number) => (end > 0 ? (100 * Math.max(0, value)) / end : 0);
  return (
    <span className="tl-row">
      <span className="tl-interval-words tl-tabular tl-nowrap">{words}</span>
      <span className="tl-interval" aria-hidden>
        <span style={{ left: `${place(lower)}%`, width: `${place(upper) - place(lower)}%` }} />
        <i style={{ left: `${place(estimate)}%` }} />
      </span>
    </span>
  );
}
