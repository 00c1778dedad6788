import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { nodeInPath } from '../../../shared/api/experiments.ts';
import { useRuns } from '../../api/runs.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { useSplitView } from './splitView.ts';

/** Runs kept earlier: the page as it was then. */
export function RunsList() {
  const { t } = useTranslation('decision');
  const { t: verdict } = useTranslation('verdict');
  const { split, run, format } = useSplitView();
  return (
    <div className="tl-no-print">
      <h3>{t('audit.runs')}</h3>
      <Loaded query={useRuns(split)}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="tl-soft">{t('audit.noRuns')}</p>
          ) : (
            <ul className="tl-runs">
              {items.map(({ id, asOf, actor, verdict: state }) => (
                <li key={id}>
                  {id === run.id ? (
                    <strong>{format.dateTime(asOf)}</strong>
                  ) : (
                    <Link
                      to="/journeys/$journeyId/results/$node"
                      params={{ journeyId: split.journeyId, node: nodeInPath(split.node) }}
                      search={{ run: id }}
                    >
                      {format.dateTime(asOf)}
                    </Link>
                  )}{' '}
                  <span className="tl-faint">
                    {verdict(`state.${state}`, { arm: '' }).replace(/[:：]\s*$/, '')} ·{' '}
                    {t('audit.by', { actor })} {id === run.id && `· ${t('audit.current')}`}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}
