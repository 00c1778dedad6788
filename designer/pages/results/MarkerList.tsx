import { useTranslation } from 'react-i18next';
import { useSplitView } from './splitView.ts';
import { useMarkerWords } from './useMarkerWords.ts';

/** What happened to the journey meanwhile, in words. */
export function MarkerList() {
  const { t } = useTranslation('effect');
  const { analysis, format } = useSplitView();
  const wordsOf = useMarkerWords();
  const { markers } = analysis.overTime;
  if (markers.length === 0) return null;
  return (
    <p className="tl-small tl-soft">
      <span className="tl-faint">{t('time.markers')}</span>{' '}
      {markers.map((marker) => `${format.dateTime(marker.at)} ${wordsOf(marker)}`).join(' · ')}
    </p>
  );
}
