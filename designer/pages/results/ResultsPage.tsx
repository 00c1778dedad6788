import { EditOutlined } from '@ant-design/icons';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JourneyDetail } from '../../../shared/api/journeys.ts';
import type { Results } from '../../../shared/api/results.ts';
import { useJourney } from '../../api/journeys.ts';
import { useLiveJourney } from '../../api/live.ts';
import { useResults } from '../../api/results.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { StateTag } from '../../shell/StateTag.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { CustomerFlow } from './CustomerFlow.tsx';
import { JourneyFigures } from './JourneyFigures.tsx';
import { SplitCard } from './SplitCard.tsx';
import './results.css';
import './parts.css';

/** What a journey brought: its splits first, then how customers move. */
export function ResultsPage() {
  const { t } = useTranslation('results');
  const { journeyId: id } = useParams({ from: '/journeys/$journeyId/results' });
  const query = useJourney(id);
  const navigate = useNavigate();
  return (
    <Page
      title={query.data ? t('titleOf', { name: query.data.name }) : t('title')}
      badge={query.data && <StateTag state={query.data.state} />}
      back={{ to: '/journeys', words: t('back') }}
      actions={
        <Button
          icon={<EditOutlined aria-hidden />}
          onClick={() => void navigate({ to: '/journeys/$journeyId', params: { journeyId: id } })}
        >
          {t('editor')}
        </Button>
      }
    >
      <Loaded query={query}>{(journey) => <ResultsBody journey={journey} />}</Loaded>
    </Page>
  );
}

function ResultsBody({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation('results');
  useLiveJourney(journey.id);
  const query = useResults(journey.id);
  if (journey.currentVersion === null) {
    return (
      <Teach title={t('notPublished.title')}>
        <p>{t('notPublished.body')}</p>
      </Teach>
    );
  }
  return (
    <div className="tl-stack">
      <Loaded query={query}>
        {(results) => (
          <>
            <JourneyFigures journey={journey} goal={results.goal} />
            <Splits journeyId={journey.id} results={results} />
          </>
        )}
      </Loaded>
      <CustomerFlow journey={journey} />
    </div>
  );
}

function Splits({ journeyId, results }: { journeyId: string; results: Results }) {
  const { t } = useTranslation('results');
  const { splits, unjudged } = results;
  const nodes = [...splits, ...unjudged].map(({ node }) => node);
  if (nodes.length === 0) {
    return (
      <Teach title={t('noSplit.title')}>
        <p>{t('noSplit.body')}</p>
      </Teach>
    );
  }
  // whoever wants no conclusion lacks no goal
  if (unjudged.some(({ conclusion }) => conclusion === 'wanted')) {
    return (
      <Teach title={t('noGoal.title')}>
        <p>{t('noGoal.body')}</p>
      </Teach>
    );
  }
  return nodes.map((node) => <SplitCard key={node} journeyId={journeyId} node={node} />);
}
