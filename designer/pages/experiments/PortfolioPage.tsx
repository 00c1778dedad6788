import './experiments.css';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Portfolio } from '../../../shared/api/experiments.ts';
import { usePortfolio } from '../../api/experiments.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Figure } from '../../shell/Figure.tsx';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { ExperimentTabs } from './ExperimentTabs.tsx';
import { MonthsTable } from './MonthsTable.tsx';
import { RateBar } from './RateBar.tsx';

function Tally({ portfolio }: { portfolio: Portfolio }) {
  const { t } = useTranslation('experiments');
  const format = useFormat();
  const { startedCount, runningCount, concludedCount, byRuleCount, distrustedCount, medianDays } = portfolio;
  return (
    <section className="tl-card tl-card-body tl-figures">
      <Figure label={t('figure.started')} value={format.number(startedCount)} />
      <Figure label={t('figure.running')} value={format.number(runningCount)} />
      <Figure
        label={t('figure.concluded')}
        value={format.number(concludedCount)}
        note={t('figure.byRule', { count: byRuleCount })}
      />
      <Figure label={t('figure.distrusted')} value={format.number(distrustedCount)} />
      <Figure
        label={t('figure.days')}
        value={medianDays === null ? '–' : format.number(Math.round(medianDays))}
      />
    </section>
  );
}

/** How many of those that concluded were wins, and how many of such wins are false. */
function WinRate({ portfolio }: { portfolio: Portfolio }) {
  const { t } = useTranslation('experiments');
  const format = useFormat();
  const { winRate, wonCount, lostCount, flatCount, openCount, concludedCount } = portfolio;
  return (
    <section className="tl-card tl-card-body tl-experiments-card">
      <h2>{t('win.title')}</h2>
      {winRate === null ? (
        <p className="tl-soft">{t('win.none')}</p>
      ) : (
        <>
          <p>
            <b className="tl-portfolio-value">{format.percent(winRate.value, 0)}</b>{' '}
            {t('win.of', { won: wonCount, concluded: concludedCount })}
          </p>
          <RateBar rate={winRate} />
          <p className="tl-soft">
            {t('win.interval', {
              low: format.percent(winRate.low, 0),
              high: format.percent(winRate.high, 0),
            })}
          </p>
        </>
      )}
      {concludedCount > 0 && (
        <p className="tl-small tl-faint">
          {t('win.others', { lost: lostCount, flat: flatCount })} {t('win.open', { open: openCount })}
        </p>
      )}
    </section>
  );
}

function FalsePositives({ portfolio }: { portfolio: Portfolio }) {
  const { t } = useTranslation('experiments');
  const format = useFormat();
  const { falsePositiveRisk, successShare, isOwnSuccessShare } = portfolio;
  return (
    <section className="tl-card tl-card-body tl-experiments-card">
      <h2>{t('false.title')}</h2>
      {falsePositiveRisk === null ? (
        <p className="tl-soft">{t('false.none')}</p>
      ) : (
        <>
          <p>
            <b className="tl-portfolio-value">{format.percent(falsePositiveRisk, 0)}</b> {t('false.of')}
          </p>
          <p className="tl-soft">
            {t(isOwnSuccessShare ? 'false.own' : 'false.usual', { share: format.percent(successShare, 0) })}
          </p>
        </>
      )}
      <p className="tl-small tl-faint">{t('false.what')}</p>
    </section>
  );
}

/** How often experiments here teach something, and how far their wins can be believed. */
export function PortfolioPage() {
  const { t } = useTranslation('experiments');
  return (
    <Page title={t('portfolio.title')} about={t('portfolio.about')}>
      <ExperimentTabs />
      <Loaded query={usePortfolio()}>
        {(portfolio) =>
          portfolio.startedCount === 0 ? (
            <Teach title={t('portfolio.empty')}>
              <p>{t('portfolio.emptyBody')}</p>
              <p>
                <Link to="/experiments">{t('tabs.list')}</Link>
              </p>
            </Teach>
          ) : (
            <div className="tl-stack">
              <Tally portfolio={portfolio} />
              <div className="tl-portfolio-pair">
                <WinRate portfolio={portfolio} />
                <FalsePositives portfolio={portfolio} />
              </div>
              <MonthsTable months={portfolio.months} />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
