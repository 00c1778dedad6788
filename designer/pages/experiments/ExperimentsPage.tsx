import './experiments.css';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useExperiments } from '../../api/experiments.ts';
import { Fault } from '../../shell/Fault.tsx';
import { Page } from '../../shell/Page.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { ExperimentsTable } from './ExperimentsTable.tsx';
import { ExperimentTabs } from './ExperimentTabs.tsx';

/** All experiments with what they say so far. */
export function ExperimentsPage() {
  const { t } = useTranslation('experiments');
  const navigate = useNavigate();
  const list = useExperiments();
  const { query, rows } = list;
  return (
    <Page title={t('title')} about={t('about')}>
      <ExperimentTabs />
      {query.error && !query.data ? (
        <Fault error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isSuccess && rows.length === 0 ? (
        <Teach
          title={t('empty.title')}
          actions={
            <Button type="primary" onClick={() => void navigate({ to: '/journeys' })}>
              {t('empty.action')}
            </Button>
          }
        >
          <ol>
            {(['one', 'two', 'three'] as const).map((step) => (
              <li key={step}>{t(`empty.${step}`)}</li>
            ))}
          </ol>
        </Teach>
      ) : (
        <section className="tl-card">
          <ExperimentsTable list={list} />
        </section>
      )}
    </Page>
  );
}
