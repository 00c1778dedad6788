import { App, Select } from 'antd';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor, useEditorPort, useEditorStore } from './EditorContext.tsx';
import type { LoadedJourney } from './editorPort.ts';
import { readDraft } from './readDraft.ts';

const DRAFT = 0;

/** The draft, or one of the published versions, which can only be looked at. */
export function VersionPicker({
  versions,
  currentVersion,
}: Pick<LoadedJourney, 'versions' | 'currentVersion'>) {
  const { t, locale } = useEditorWords();
  const { message } = App.useApp();
  const store = useEditorStore();
  const port = useEditorPort();
  const shown = useEditor((state) => state.shown?.version ?? DRAFT);
  if (versions.length === 0) return null;
  const show = async (version: number) => {
    const { show: put, history, registry } = store.getState();
    if (version === DRAFT) return put(null);
    try {
      const document = await port.loadVersion(history.present.id, version);
      put({ version, document: readDraft(document, registry) });
    } catch {
      void message.error(t('versions.failed'));
    }
  };
  const options = versions.map(({ version, publishedAt }) => ({
    value: version,
    label: t(version === currentVersion ? 'versions.current' : 'versions.version', { version }),
    title: new Date(publishedAt).toLocaleString(locale),
  }));
  return (
    <Select
      size="small"
      aria-label={t('versions.label')}
      popupMatchSelectWidth={false}
      value={shown}
      options={[{ value: DRAFT, label: t('versions.draft'), title: '' }, ...options]}
      onChange={(version: number) => void show(version)}
    />
  );
}
