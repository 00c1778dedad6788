import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAudience } from '../../api/audiences.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { AudienceForm } from './AudienceForm.tsx';

/** An audience being edited. */
export function AudiencePage() {
  const { t } = useTranslation('audiences');
  const { audienceId } = useParams({ from: '/audiences/$audienceId' });
  const query = useAudience(audienceId);
  if (query.data) return <AudienceForm key={audienceId} saved={query.data} />;
  return (
    <Page title={audienceId} back={{ to: '/audiences', words: t('form.back') }}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  );
}

export function NewAudiencePage() {
  return <AudienceForm saved={null} />;
}
