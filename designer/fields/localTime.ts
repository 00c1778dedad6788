/**
 * What people type for a time of day, as `HH:mm`: `9`, `930`, `9:30`, `21.30`.
 * @returns null when it is no time of day
 */
export function readLocalTime(typed: string, { until = false } = {}): string | null {
  const match = /^(\d{1,2})(?:[:.：]?(\d{2}))?$/.exec(typed.trim());
  if (!match) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? 0);
  if (until && hours === 24 && minutes === 0) return '24:00';
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
