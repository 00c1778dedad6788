import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Each experiment by itself, and what they come to together. */
export function ExperimentTabs() {
  const { t } = useTranslation('experiments');
  return (
    <nav className="tl-page-tabs" aria-label={t('tabs.label')}>
      <Link to="/experiments" activeOptions={{ exact: true }}>
        {t('tabs.list')}
      </Link>
      <Link to="/experiments/portfolio">{t('tabs.portfolio')}</Link>
    </nav>
  );
}
