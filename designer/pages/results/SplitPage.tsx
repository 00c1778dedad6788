import { ReloadOutlined } from '@ant-design/icons';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnalysisRun, nodeOfPath } from '../../../shared/api/experiments.ts';
import { useJourneyNames } from '../../api/journeys.ts';
import { useRun } from '../../api/runs.ts';
import { preparePrinting } from '../../charts/printing.ts';
import { useFormatIn } from '../../format/useFormat.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { SplitBody } from './SplitBody.tsx';
import { SplitProvider } from './SplitProvider.tsx';
import './results.css';
import './parts.css';
import './print.css';

const route = '/journeys/$journeyId/results/$node';

/** A split's result in ten parts: may I believe it first, what to do last. */
export function SplitPage() {
  const { t } = useTranslation('verdict');
  const { journeyId, node } = useParams({ from: route });
  const { run: kept } = useSearch({ from: route });
  const split = useMemo(() => ({ journeyId, node: nodeOfPath(node) }), [journeyId, node]);
  const query = useRun(split, kept);
  const nameOf = useJourneyNames();
  useEffect(preparePrinting, []);
  return (
    <Page
      title={split.node === '' ? t('holdout') : t('split', { node })}
      about={query.data && <RunLine run={query.data} isKept={kept !== undefined} />}
      back={{
        to: '/journeys/$journeyId/results',
        params: { journeyId },
        words: query.data?.analysis.journey.name ?? nameOf(journeyId),
      }}
      actions={
        kept === undefined ? (
          <Button
            className="tl-no-print"
            icon={<ReloadOutlined aria-hidden />}
            loading={query.isFetching}
            onClick={() => void query.refetch()}
          >
            {t('again')}
          </Button>
        ) : (
          <Link to={route} params={{ journeyId, node }} search={{}}>
            {t('toNow')}
          </Link>
        )
      }
    >
      <Loaded query={query}>
        {(run) => (
          <SplitProvider split={split} run={run} isKept={kept !== undefined}>
            <SplitBody key={run.id} />
          </SplitProvider>
        )}
      </Loaded>
    </Page>
  );
}

function RunLine({ run, isKept }: { run: AnalysisRun; isKept: boolean }) {
  const { t } = useTranslation('verdict');
  const { zone, asOf, lookCount } = run.analysis;
  const format = useFormatIn(zone);
  const sentences = [
    t('asOf', { time: format.dateTime(asOf), zone }),
    lookCount === 0 ? t('noLooks') : t('looks', { count: lookCount }),
    ...(isKept ? [t('kept', { time: format.dateTime(run.createdAt) })] : []),
  ];
  return sentences.join(' · ');
}
