import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { TemplatePreview } from '../../shared/api/templates.ts';
import type { Content, Template } from '../../shared/template.ts';
import { useEditorPort } from '../pages/editor/EditorContext.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import { useDictionary } from './dictionary.ts';
import { ProfileSearch } from './ProfileSearch.tsx';

interface TemplatePickerProps {
  template: string;
  channel: string;
  locale: string | null;
  id: string;
  change(template: string): void;
}

type Shown = TemplatePreview | 'loading' | 'unreachable' | null;

/** The variant of a language; where nobody's language is known, the first one there is. */
function contentFor(
  template: Template | undefined,
  channel: string,
  locale: string | null,
): Content | undefined {
  const variants = template?.[channel] ?? {};
  return (locale === null ? undefined : variants[locale]) ?? Object.values(variants)[0];
}

function usePreview(props: TemplatePickerProps, profileId: string | null): Shown {
  const { template: templateId, channel, locale: fixed } = props;
  const { locale: shownIn } = useEditorWords();
  const { templates } = useDictionary();
  const template = templates.find(({ id }) => id === templateId)?.template;
  const content = contentFor(template, channel, fixed ?? shownIn);
  const port = useEditorPort();
  const [shown, setShown] = useState<Shown>(null);
  useEffect(() => {
    if (content === undefined) {
      setShown(null);
      return;
    }
    let isCurrent = true;
    setShown('loading');
    port.previewTemplate({ content, channel, profileId }).then(
      (preview) => isCurrent && setShown(preview),
      () => isCurrent && setShown('unreachable'),
    );
    return () => {
      isCurrent = false;
    };
  }, [port, content, channel, profileId]);
  return shown;
}

function Preview({ shown }: { shown: Exclude<Shown, null> }) {
  const { t } = useEditorWords();
  if (shown === 'loading') return <div className="tl-preview" aria-busy="true" />;
  if (shown === 'unreachable') return <p className="tl-field-problem">{t('template.failed')}</p>;
  const { subject, body, problems } = shown;
  return (
    <>
      {body !== null && (
        <figure className="tl-preview" aria-label={t('template.preview')}>
          {subject !== null && <figcaption>{subject}</figcaption>}
          <p>{body}</p>
        </figure>
      )}
      {problems.map((problem) => (
        <p key={problem.code} className={`tl-field-problem tl-is-${problem.severity}`}>
          {problem.text}
        </p>
      ))}
    </>
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
      {/* in a window of their own: the drawing stays as it is, and knows what was written when one comes back */}
      <p className="tl-field-hint tl-template-links">
        {template !== '' && (
          <a href={`/content/${template}`} target="_blank" rel="noreferrer">
            {t('template.edit')}
          </a>
        )}
        <a href="/content/new" target="_blank" rel="noreferrer">
          {t('template.write')}
        </a>
      </p>
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
