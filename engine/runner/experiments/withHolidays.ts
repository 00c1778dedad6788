import type { AnalysisInput } from '../../core/experiments/analysisInput.ts';
import { dayNumber, localDay } from '../../core/experiments/days.ts';
import { instantOf } from '../../core/time/zone.ts';

type Marker = AnalysisInput['markers'][number];

/** While customers came, and until the last of them could still convert. */
interface Span {
  zone: string;
  /** null before the first */
  fromMs: number | null;
  untilMs: number;
}

/** Markers with the first day of every run of holidays within the span: what was bought then is not what is usually bought. */
export function withHolidays(
  markers: readonly Marker[],
  holidays: readonly string[],
  { zone, fromMs, untilMs }: Span,
): Marker[] {
  if (fromMs === null) return [...markers];
  const [first, last] = [localDay(fromMs, zone), localDay(untilMs, zone)];
  const within = [...new Set(holidays)].filter((day) => day >= first && day <= last).sort();
  const begun = within.filter(
    (day, index) => index === 0 || dayNumber(day) - dayNumber(within[index - 1] ?? day) > 1,
  );
  const all = begun.map((day): Marker => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    const atMs = instantOf({ year, month, day: date, hour: 0, minute: 0 }, zone);
    return { atMs, type: 'holiday', version: null };
  });
  return [...markers, ...all].sort((one, other) => one.atMs - other.atMs);
}
