import { EditOutlined } from '@ant-design/icons';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Experiment } from '../../../shared/api/experiments.ts';
import type { JourneyDetail } from '../../../shared/api/journeys.ts';
import { useJourney } from '../../api/journeys.ts';
import { useLiveJourney } from '../../api/live.ts';
import { useSplits } from '../../api/results.ts';
import { objectsAt, textAt } from '../../fields/draft.ts';
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
  const query = useSplits(journey.id);
  if (journey.currentVersion === null) {
    return (
      <Teach title={t('notPublished.title')}>
        <p>{t('notPublished.body')}</p>
      </Teach>
    );
  }
  return (
    <div className="tl-stack">
      <JourneyFigures journey={journey} goal={primaryGoalOf(journey)} />
      <Loaded query={query}>{(splits) => <Splits journeyId={journey.id} splits={splits} />}</Loaded>
      <CustomerFlow journey={journey} />
    </div>
  );
}

function primaryGoalOf({ document }: JourneyDetail): string | null {
  const goals = objectsAt(document, 'goals');
  const goal = goals.find(({ primary }) => primary === true) ?? goals[0];
  return (goal && textAt(goal, 'id')) || null;
}

function Splits({ journeyId, splits }: { journeyId: string; splits: Experiment[] }) {
  const { t } = useTranslation('results');
  if (splits.length === 0) {
    return (
      <Teach title={t('noSplit.title')}>
        <p>{t('noSplit.body')}</p>
      </Teach>
    );
  }
  // whoever wants no conclusion lacks no goal
  const isWanted = splits.some(({ conclusion }) => conclusion === 'wanted');
  if (isWanted && splits.every(({ goal }) => goal === null)) {
    return (
      <Teach title={t('noGoal.title')}>
        <p>{t('noGoal.body')}</p>
      </Teach>
    );
  }
  return splits.map(({ node }) => <SplitCard key={node} journeyId={journeyId} node={node} />);
}
