import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTemplate } from '../../api/templates.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { TemplateForm } from './TemplateForm.tsx';

/** A template being edited. */
export function TemplatePage() {
  const { t } = useTranslation('content');
  const { templateId } = useParams({ from: '/content/$templateId' });
  const query = useTemplate(templateId);
  if (query.data) return <TemplateForm key={templateId} saved={query.data} />;
  return (
    <Page title={templateId} back={{ to: '/content', words: t('form.back') }}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  );
}

export function NewTemplatePage() {
  return <TemplateForm saved={null} />;
}
