import { type EffectLine, numbersOf, type Scale } from './effectScale.ts';
import { figureDigits } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';

interface EffectTextProps {
  /** with an estimate */
  line: EffectLine;
  scale: Scale;
  /** after the point, where several lines are read together */
  digits?: number;
  /** the unit is said with the estimate, not by the head of the column */
  hasUnit?: boolean;
  isBelow?: boolean;
}

/** An estimate with its interval, both to the same digits. */
export function EffectText({ line, scale, digits, hasUnit = false, isBelow = false }: EffectTextProps) {
  const { say } = useSplitView();
  const shown = digits ?? figureDigits(numbersOf([line]), scale.currency);
  const { estimate, outer } = line;
  if (estimate === null) return '–';
  const range = outer && say.range(outer, scale, shown);
  return (
    <>
      <strong>{hasUnit ? say.effect(estimate, scale, shown) : say.bare(estimate, scale, shown)}</strong>
      {range && (isBelow ? <div className="tl-small tl-faint">{range}</div> : ' ')}
      {range && !isBelow && <span className="tl-faint">({range})</span>}
    </>
  );
}
