import { EditOutlined } from '@ant-design/icons';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JourneyDetail } from '../../../shared/api/journeys.ts';
import type { Results } from '../../../shared/api/results.ts';
import { useJourney } from '../../api/journeys.ts';
import { useLiveJourney } from '../../api/live.ts';
import { useResults } from '../../api/results.ts';
import { useDurationWords, useFormat } from '../../format/useFormat.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { StateTag } from '../../shell/StateTag.tsx';
import { Teach } from '../../shell/Teach.tsx';
import { CustomerFlow } from './CustomerFlow.tsx';
import { JourneyFigures } from './JourneyFigures.tsx';
import { SplitCard } from './SplitCard.tsx';
import './results.css';

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
  const [goal, setGoal] = useState<string>();
  useLiveJourney(journey.id);
  const query = useResults(journey.id, goal);
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
            <JourneyFigures journeyId={journey.id} goal={results.goal} />
            <GoalChoice results={results} onChoose={setGoal} />
            <Splits results={results} />
          </>
        )}
      </Loaded>
      <CustomerFlow journey={journey} />
    </div>
  );
}

function Splits({ results: { splits, goal, goals } }: { results: Results }) {
  const { t } = useTranslation('results');
  const within = goals.find(({ id }) => id === goal)?.within;
  if (goal === null || within === undefined) {
    return (
      <Teach title={t('noGoal.title')}>
        <p>{t('noGoal.body')}</p>
      </Teach>
    );
  }
  if (splits.length === 0) {
    return (
      <Teach title={t('noSplit.title')}>
        <p>{t('noSplit.body')}</p>
      </Teach>
    );
  }
  return splits.map((split) => <SplitCard key={split.node} split={split} within={within} />);
}

function GoalChoice({ results, onChoose }: { results: Results; onChoose: (goal: string) => void }) {
  const { t } = useTranslation('results');
  const durationWords = useDurationWords();
  const format = useFormat();
  const chosen = results.goals.find(({ id }) => id === results.goal);
  if (!chosen) return null;
  return (
    <div className="tl-row-wrap">
      <span className="tl-soft">{t('goal.choose')}</span>
      {results.goals.length > 1 ? (
        <Segmented
          aria-label={t('goal.choose')}
          value={chosen.id}
          onChange={onChoose}
          options={results.goals.map(({ id, primary }) => ({
            value: id,
            label: primary ? `${id} (${t('goal.primary')})` : id,
          }))}
        />
      ) : (
        <strong>{chosen.id}</strong>
      )}
      <span className="tl-faint tl-grow">
        {t('goal.facts', { event: chosen.event, within: durationWords(chosen.within) })}
      </span>
      <span className="tl-faint tl-small">{t('asOf', { time: format.dateTime(results.at) })}</span>
    </div>
  );
}
