import { useTranslation } from 'react-i18next';
import type { Portfolio } from '../../../shared/api/experiments.ts';
import { useFormat } from '../../format/useFormat.ts';

type Month = Portfolio['months'][number];

const OUTCOMES = ['won', 'lost', 'flat', 'open', 'distrusted'] as const;
type Outcome = (typeof OUTCOMES)[number];

function countOf(month: Month, outcome: Outcome): number {
  return month[`${outcome}Count`];
}

function totalOf(month: Month): number {
  return OUTCOMES.reduce((sum, outcome) => sum + countOf(month, outcome), 0);
}

/** Concluded experiments by month: a bar for the eye, and beside it its numbers. */
export function MonthsTable({ months }: { months: readonly Month[] }) {
  const { t } = useTranslation('experiments');
  const format = useFormat();
  const most = Math.max(1, ...months.map(totalOf));
  return (
    <section className="tl-card tl-card-body tl-experiments-card">
      <h2>{t('months.title')}</h2>
      {months.length === 0 ? (
        <p className="tl-soft">{t('months.none')}</p>
      ) : (
        <table className="tl-months">
          <thead>
            <tr>
              <th>{t('months.month')}</th>
              <th className="tl-months-bar" aria-hidden />
              {OUTCOMES.map((outcome) => (
                <th key={outcome} className="tl-number">
                  <i className="tl-outcome" data-outcome={outcome} aria-hidden /> {t(`months.${outcome}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month.month}>
                <th scope="row">{month.month}</th>
                <td className="tl-months-bar" aria-hidden>
                  <div style={{ width: `${(100 * totalOf(month)) / most}%` }}>
                    {OUTCOMES.filter((outcome) => countOf(month, outcome) > 0).map((outcome) => (
                      <i
                        key={outcome}
                        className="tl-outcome"
                        data-outcome={outcome}
                        style={{ flexGrow: countOf(month, outcome) }}
                      />
                    ))}
                  </div>
                </td>
                {OUTCOMES.map((outcome) => (
                  <td key={outcome} className="tl-number">
                    {format.number(countOf(month, outcome))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
