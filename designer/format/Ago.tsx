import { useFormat } from './useFormat.ts';

/** How long ago, and when exactly to whoever asks; for columns of a list. */
export function Ago({ at }: { at: string }) {
  const format = useFormat();
  return (
    <span className="tl-faint tl-nowrap" title={format.dateTime(at)}>
      {format.ago(at, Date.now())}
    </span>
  );
}
