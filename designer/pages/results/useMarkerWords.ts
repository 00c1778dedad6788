import { useTranslation } from 'react-i18next';
import type { Marker } from './timeline.ts';

/** What a marker of the time line stands for. */
export function useMarkerWords(): (marker: Marker) => string {
  const { t } = useTranslation('effect');
  return ({ type, version }) =>
    type === 'published' && version === null
      ? t('time.marker.publishedOpen')
      : t(`time.marker.${type}`, { version: version ?? '' });
}
