import { unitText } from '../../format/unitText.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long a release takes, in the largest unit that says it; the first goes at once. */
export function releaseTime(
  count: number,
  perSecond: number,
): { value: number; unit: (typeof UNITS)[number][0] } {
  const seconds = Math.max(0, count - 1) / perSecond;
  const [unit, length] = UNITS.find(([, of]) => seconds >= of) ?? ['second', 1];
  return { value: Math.max(1, Math.ceil(seconds / length)), unit };
}

export function useReleaseTime(): (count: number, perSecond: number) => string {
  const { locale } = useEditorWords();
  return (count, perSecond) => {
    const { value, unit } = releaseTime(count, perSecond);
    return unitText(locale, unit, value);
  };
}
