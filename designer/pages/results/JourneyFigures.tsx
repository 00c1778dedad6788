import { useTranslation } from 'react-i18next';
import type { JourneyDetail } from '../../../shared/api/journeys.ts';
import { useCounts, useHeldEntries } from '../../api/journeys.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Figure } from '../../shell/Figure.tsx';
import { Loaded } from '../../shell/Loaded.tsx';

function total(tally: { readonly [name: string]: number }): number {
  return Object.values(tally).reduce((sum, count) => sum + count, 0);
}

/** The journey in five numbers. */
export function JourneyFigures({ journey, goal }: { journey: JourneyDetail; goal: string | null }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const held = useHeldEntries(journey.id, journey.state);
  return (
    <Loaded query={useCounts(journey.id)}>
      {({ entered, active, ended, goals, refused }) => {
        const reached = goal === null ? 0 : (goals[goal] ?? 0);
        return (
          <section className="tl-card tl-card-body tl-figures">
            <Figure label={t('figures.entered')} value={format.number(entered)} />
            <Figure label={t('figures.active')} value={format.number(active)} />
            <Figure label={t('figures.ended')} value={format.number(total(ended))} />
            {goal !== null && (
              <Figure
                label={t('figures.goal', { goal })}
                value={format.number(reached)}
                {...(entered > 0
                  ? { note: t('figures.share', { share: format.percent(reached / entered) }) }
                  : {})}
              />
            )}
            <Figure
              label={t('figures.refused')}
              value={format.number(total(refused))}
              {...(held > 0 ? { note: t('figures.held', { count: held }) } : {})}
            />
          </section>
        );
      }}
    </Loaded>
  );
}
