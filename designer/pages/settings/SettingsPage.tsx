import { useTranslation } from 'react-i18next';
import { useSettings } from '../../api/workspace.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import '../../fields/fields.css';
import './settings.css';

/** What holds for every journey. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const query = useSettings();
  return (
    <Page title={t('title')} about={t('about')}>
      <Loaded query={query}>{(saved) => <SettingsForm saved={saved} />}</Loaded>
    </Page>
  );
}
