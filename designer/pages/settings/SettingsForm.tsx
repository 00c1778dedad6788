import { Alert, App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/api/workspace.ts';
import { useSaveSettings } from '../../api/workspace.ts';
import { LeaveGuard } from '../../shell/LeaveGuard.tsx';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import { useLeaveBlocker } from '../../shell/useLeaveBlocker.ts';
import { CapsSection } from './CapsSection.tsx';
import { DictionarySection } from './DictionarySection.tsx';
import { ProvidersSection } from './ProvidersSection.tsx';
import { QuietSection } from './QuietSection.tsx';
import { SendingSection } from './SendingSection.tsx';
import { changedFields } from './settingsChanges.ts';
import { TestsSection } from './TestsSection.tsx';
import { TimeSection } from './TimeSection.tsx';

const sections = ['time', 'caps', 'quiet', 'sending', 'tests', 'providers', 'dictionary'] as const;

/** All sections in one draft, saved together after their consequences were read. */
export function SettingsForm({ saved }: { saved: Settings }) {
  const { t } = useTranslation('settings');
  const [draft, setDraft] = useState(saved);
  const changed = changedFields(saved, draft);
  const blocker = useLeaveBlocker(() => changed.length > 0);
  const change = (part: Partial<Settings>) => setDraft((before) => ({ ...before, ...part }));

  useEffect(() => {
    // a link from another page names the section
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);

  return (
    <div className="tl-settings">
      <LeaveGuard blocker={blocker} />
      <nav aria-label={t('sections')}>
        <ul>
          {sections.map((section) => (
            <li key={section}>
              <a
                href={`#${section}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(section)?.scrollIntoView({ behavior: 'smooth' });
                }}
              >
                {t(`section.${section}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="tl-stack">
        <TimeSection settings={draft} change={change} />
        <CapsSection settings={draft} change={change} />
        <QuietSection settings={draft} change={change} />
        <SendingSection settings={draft} change={change} />
        <TestsSection settings={draft} change={change} />
        <ProvidersSection />
        <DictionarySection />
        {changed.length > 0 && <SaveBar saved={saved} draft={draft} onReset={setDraft} />}
      </div>
    </div>
  );
}

interface SaveBarProps {
  saved: Settings;
  draft: Settings;
  /** with what is stored, after saving or giving up */
  onReset: (stored: Settings) => void;
}

function SaveBar({ saved, draft, onReset }: SaveBarProps) {
  const { t } = useTranslation('settings');
  const shell = useTranslation('shell').t;
  const { modal, message } = App.useApp();
  const faultWords = useFaultWords();
  const save = useSaveSettings();
  const ask = () =>
    modal.confirm({
      title: t('save.title'),
      width: 560,
      content: (
        <ul className="tl-consequences">
          {changedFields(saved, draft).map((field) => (
            <li key={field}>{t(`save.consequence.${field}`, { zone: draft.timeZone })}</li>
          ))}
        </ul>
      ),
      okText: t('save.confirm'),
      onOk: () =>
        save.mutateAsync(draft).then(
          (stored) => {
            onReset(stored);
            void message.success(t('save.done'));
          },
          // the fault stays on the page, beside what caused it
          () => undefined,
        ),
    });
  return (
    <div className="tl-save-bar">
      {save.error && <Alert type="error" showIcon title={faultWords(save.error).join(' ')} />}
      <div className="tl-row">
        <span className="tl-grow tl-soft">{shell('unsaved')}</span>
        <Button onClick={() => onReset(saved)}>{shell('discard')}</Button>
        <Button type="primary" loading={save.isPending} onClick={ask}>
          {t('save.button')}
        </Button>
      </div>
    </div>
  );
}
