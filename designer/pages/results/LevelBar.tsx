import type { Range } from './effectScale.ts';

interface LevelBarProps {
  level: { estimate: number; lower: number; upper: number };
  /** what all bars read together reach over */
  reach: Range;
  words: string;
}

/** An arm's level with its interval, in numbers and drawn. */
export function LevelBar({ level: { estimate, lower, upper }, reach, words }: LevelBarProps) {
  const span = reach.upper - reach.lower || 1;
  const place = (value: number) => (100 * (value - reach.lower)) / span;
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
