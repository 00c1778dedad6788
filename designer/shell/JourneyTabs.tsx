import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** The two sides of the journey that is open: how it is drawn, and what it brought. */
export function JourneyTabs() {
  const { t } = useTranslation('shell');
  const { journeyId } = useParams({ strict: false });
  if (journeyId === undefined) return null;
  const params = { journeyId };
  return (
    <nav className="tl-journey-tabs" aria-label={t('journey.tabs')}>
      <Link to="/journeys/$journeyId" params={params} activeOptions={{ exact: true }}>
        {t('journey.editor')}
      </Link>
      <Link to="/journeys/$journeyId/results" params={params}>
        {t('journey.results')}
      </Link>
    </nav>
  );
}
