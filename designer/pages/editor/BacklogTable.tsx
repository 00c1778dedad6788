import { BACKLOG_TYPES, type BacklogTotals } from '../../../shared/api/backlog.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';

const AGES = ['underHour', 'underDay', 'older'] as const;

/** Everything that is held. */
export function countOf(totals: BacklogTotals): number {
  return AGES.flatMap((age) => BACKLOG_TYPES.map((type) => totals[age][type])).reduce(
    (sum, count) => sum + count,
    0,
  );
}

/** What is held, by what it is and since when. */
export function BacklogTable({ totals }: { totals: BacklogTotals }) {
  const { t, locale } = useEditorWords();
  return (
    <table className="tl-moves" aria-label={t('resume.byAge')}>
      <thead>
        <tr>
          <td />
          {AGES.map((age) => (
            <th key={age}>{t(`resume.${age}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {BACKLOG_TYPES.map((type) => (
          <tr key={type}>
            <th scope="row">{t(`resume.${type}`)}</th>
            {AGES.map((age) => (
              <td key={age} className="tl-number">
                {totals[age][type].toLocaleString(locale)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
