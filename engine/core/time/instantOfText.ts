import { instantOf } from './zone.ts';

/** Epoch milliseconds of an instant with its offset, or of a local date and time in a zone. */
export function instantOfText(text: string, zone: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/.exec(text);
  if (!match) return Date.parse(text);
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return instantOf({ year, month, day, hour, minute }, zone);
}
