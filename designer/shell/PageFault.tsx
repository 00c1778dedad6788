import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Command } from './Command.tsx';
import { Page } from './Page.tsx';

/** What stands in for a page whose own code failed. */
export function PageFault({ error }: { error: unknown }) {
  const { t } = useTranslation('shell');
  return (
    <Page title={t('fault.page')}>
      <section className="tl-card tl-fault" role="alert">
        <p>{t('fault.pageBody')}</p>
        <Command text={error instanceof Error ? `${error.name}: ${error.message}` : String(error)} />
        <Button type="primary" onClick={() => location.reload()}>
          {t('fault.reload')}
        </Button>
      </section>
    </Page>
  );
}
