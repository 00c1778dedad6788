import { ExclamationCircleOutlined, RightOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { nodeInPath } from '../../../shared/api/experiments.ts';
import { useHealth } from '../../api/runs.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { SplitProvider } from './SplitProvider.tsx';
import { useSplitView } from './splitView.ts';
import { VerdictStrip } from './VerdictStrip.tsx';

/** A split in short: its verdict, what its checks say, and the way to the whole result. Its effect would be a look. */
export function SplitCard({ journeyId, node }: { journeyId: string; node: string }) {
  const { t } = useTranslation('verdict');
  const split = useMemo(() => ({ journeyId, node }), [journeyId, node]);
  return (
    <section className="tl-card">
      <div className="tl-toolbar">
        <h2 className="tl-card-title tl-grow">{node === '' ? t('holdout') : t('split', { node })}</h2>
        <Link
          to="/journeys/$journeyId/results/$node"
          params={{ journeyId, node: nodeInPath(node) }}
          search={{}}
          className="tl-card-link"
        >
          {t('open')} <RightOutlined aria-hidden />
        </Link>
      </div>
      <Loaded query={useHealth(split)}>
        {(run) => (
          <SplitProvider split={split} run={run} isKept={false}>
            <div className="tl-card-body tl-stack-tight">
              <VerdictStrip hasFigures={false} />
              <RaisedChecks />
              <AsOf />
            </div>
          </SplitProvider>
        )}
      </Loaded>
    </section>
  );
}

/** Checks that ask for something, by name. */
function RaisedChecks() {
  const { t } = useTranslation('trust');
  const { analysis } = useSplitView();
  const raised = analysis.checks.filter(({ state }) => state === 'failed' || state === 'warning');
  if (raised.length === 0) return null;
  return (
    <ul className="tl-raised">
      {raised.map(({ id, state }) => (
        <li key={id}>
          <ExclamationCircleOutlined aria-hidden /> <strong>{t(`check.${id}`)}</strong>{' '}
          <span className="tl-faint">{t(`state.${state}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function AsOf() {
  const { t } = useTranslation('verdict');
  const { analysis, format } = useSplitView();
  return (
    <p className="tl-small tl-faint">
      {t('asOf', { time: format.dateTime(analysis.asOf), zone: analysis.zone })}
    </p>
  );
}
