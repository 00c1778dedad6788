import { partsOfDay } from './settingsChanges.ts';

const HOURS_MARKED = [0, 6, 12, 18, 24];

/** A day from midnight to midnight with a window marked in it. */
export function DayBar({ from, to, words }: { from: string; to: string; words: string }) {
  return (
    <div className="tl-day-bar" role="img" aria-label={words}>
      <div className="tl-day-track">
        {partsOfDay(from, to).map(({ left, width }) => (
          <span key={left} style={{ left: `${left}%`, width: `${width}%` }} />
        ))}
      </div>
      <div className="tl-day-hours">
        {HOURS_MARKED.map((hour) => (
          <span key={hour}>{String(hour).padStart(2, '0')}</span>
        ))}
      </div>
    </div>
  );
}
