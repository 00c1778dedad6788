import { useFormat } from '../../format/useFormat.ts';
import { useReasonWords } from '../../shell/useReasonWords.ts';

interface TallyProps {
  counts: { readonly [name: string]: number };
  /** how the names are said; as reasons of the language when left out */
  words?: (name: string) => string;
}

/** How many of what, the most first. */
export function Tally({ counts, words }: TallyProps) {
  const format = useFormat();
  const reasonWords = useReasonWords();
  const say = words ?? reasonWords;
  const entries = Object.entries(counts).filter(([, count]) => count > 0);
  if (entries.length === 0) return <span className="tl-faint">–</span>;
  return (
    <span className="tl-tally">
      {entries
        .sort(([, a], [, b]) => b - a)
        .map(([name, count]) => (
          <span key={name}>
            <span className="tl-faint">{say(name)}</span>{' '}
            <span className="tl-tabular">{format.number(count)}</span>
          </span>
        ))}
    </span>
  );
}
