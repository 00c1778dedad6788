import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from './Page.tsx';
import { Teach } from './Teach.tsx';

export function NotFoundPage() {
  const { t } = useTranslation('shell');
  return (
    <Page title="404">
      <Teach title={t('notFound.title')} actions={<Link to="/journeys">{t('notFound.home')}</Link>}>
        <p>{t('notFound.body')}</p>
      </Teach>
    </Page>
  );
}
