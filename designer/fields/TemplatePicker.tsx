import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { problemText } from '../../shared/problem.ts';
import { useEditorPort } from '../pages/editor/EditorContext.tsx';
import type { TemplatePreview } from '../pages/editor/EditorPort.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { useDictionary } from './Dictionary.ts';
import { ProfileSearch } from './ProfileSearch.tsx';

interface TemplatePickerProps {
  template: string;
  channel: string;
  locale: string | null;
  id: string;
  change(template: string): void;
}

type Shown = TemplatePreview | 'loading' | 'unreachable' | null;

function usePreview(props: TemplatePickerProps, profileId: string | null): Shown {
  const { template, channel, locale } = props;
  const port = useEditorPort();
  const [shown, setShown] = useState<Shown>(null);
  useEffect(() => {
    if (template === '' || channel === '') {
      setShown(null);
      return;
    }
    let isCurrent = true;
    setShown('loading');
    port.previewTemplate({ template, channel, locale, profileId }).then(
      (preview) => isCurrent && setShown(preview),
      () => isCurrent && setShown('unreachable'),
    );
    return () => {
      isCurrent = false;
    };
  }, [port, template, channel, locale, profileId]);
  return shown;
}

function Preview({ shown }: { shown: Exclude<Shown, null> }) {
  const { t, locale } = useEditorWords();
  if (shown === 'loading') return <div className="tl-preview" aria-busy="true" />;
  if (shown === 'unreachable') return <p className="tl-field-problem">{t('template.failed')}</p>;
  if (!shown.ok) {
    return shown.problems.map((problem) => (
      <p key={problem.code} className={`tl-field-problem tl-is-${problem.severity}`}>
        {problemText(problem, locale)}
      </p>
    ));
  }
  return (
    <figure className="tl-preview" aria-label={t('template.preview')}>
      {shown.subject !== null && <figcaption>{shown.subject}</figcaption>}
      <p>{shown.body}</p>
      {shown.segments !== undefined && <small>{t('template.segments', { count: shown.segments })}</small>}
    </figure>
  );
}

/** Picks what is sent, and shows it as one customer would read it. */
export function TemplatePicker(props: TemplatePickerProps) {
  const { template, channel, id, change } = props;
  const { t } = useEditorWords();
  const { templates } = useDictionary();
  const [profileId, setProfileId] = useState<string | null>(null);
  const shown = usePreview(props, profileId);
  const options = templates
    .map((entry) => ({ ...entry, fits: Object.hasOwn(entry.template, channel) }))
    .sort((a, b) => Number(b.fits) - Number(a.fits))
    .map(({ id: value, name, fits }) => ({
      value,
      label: fits ? name : `${name} (${t('template.otherChannel', { channel })})`,
    }));
  return (
    <>
      <Select
        id={id}
        className="tl-grow"
        showSearch={{ optionFilterProp: 'label' }}
        value={template === '' ? null : template}
        options={options}
        notFoundContent={t('template.none')}
        onChange={(value: string) => change(value)}
      />
      {shown && (
        <>
          <ProfileSearch
            label={t('template.previewFor')}
            placeholder={t('template.previewFor')}
            value={profileId}
            change={setProfileId}
          />
          <Preview shown={shown} />
        </>
      )}
    </>
  );
}
