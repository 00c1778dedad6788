import { Alert, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content } from '../../../shared/template.ts';
import { sentenceOf } from '../../api/apiFault.ts';
import { nameOf, useProfileChoices } from '../../api/profiles.ts';
import { useTemplatePreview } from '../../api/templates.ts';
import { useDictionary } from '../../api/workspace.ts';
import { usePreferences } from '../../preferences.ts';
import { Fault } from '../../shell/Fault.tsx';
import { MailFrame } from '../../shell/MailFrame.tsx';
import { PhoneBubble } from '../../shell/PhoneBubble.tsx';
import { useDelayed } from '../../shell/useDelayed.ts';
import { SmsReport } from './SmsReport.tsx';
import { bodyOf, unknownPaths } from './templateDraft.ts';

const TYPING_PAUSE_MS = 350;

/** The text as a chosen customer will read it, with what an SMS of it would cost. */
export function TemplatePreview({ channel, content }: { channel: string; content: Content }) {
  const { t } = useTranslation('content');
  const language = usePreferences((state) => state.language);
  const chooserId = useId();
  const [profile, setProfile] = useState<string | null>(null);
  const settled = useDelayed(content, TYPING_PAUSE_MS);
  const preview = useTemplatePreview({ content: settled, channel, profile });
  const { data, error } = preview;
  const isEmpty = bodyOf(content).trim() === '';
  return (
    <section className="tl-card">
      <div className="tl-toolbar">
        <h2 className="tl-card-title tl-grow tl-nowrap">{t('preview.title')}</h2>
        <label className="tl-faint tl-small" htmlFor={chooserId}>
          {t('preview.customer')}
        </label>
        <CustomerSelect id={chooserId} value={profile} onChange={setProfile} />
      </div>
      <div className="tl-card-body tl-stack-tight" aria-live="polite">
        {isEmpty && <p className="tl-faint">{t('preview.empty')}</p>}
        {error && !data && <Fault error={error} onRetry={() => void preview.refetch()} />}
        {data?.problems.map((found) => (
          <Alert
            key={`${found.code} ${found.field}`}
            type={found.severity}
            showIcon
            title={sentenceOf(found, language)}
          />
        ))}
        {!isEmpty && data?.body != null && (
          <>
            {data.subject !== null && channel === 'email' && (
              <p>
                <span className="tl-faint">{t('preview.subject')}</span> <strong>{data.subject}</strong>
              </p>
            )}
            {channel === 'email' ? (
              <MailFrame body={data.body} title={t('preview.frame')} />
            ) : (
              <PhoneBubble subject={data.subject === data.body ? null : data.subject} body={data.body} />
            )}
            {data.missing.length > 0 && (
              <p className="tl-small tl-soft">{t('preview.missing', { names: data.missing.join(', ') })}</p>
            )}
            <Unknown paths={data.missing} />
            {channel === 'sms' && <SmsReport text={data.body} />}
          </>
        )}
      </div>
    </section>
  );
}

/** What no customer has can only be a slip; where nobody is known yet, nothing is said. */
function Unknown({ paths }: { paths: readonly string[] }) {
  const { t } = useTranslation('content');
  const { data } = useDictionary();
  const attributes = data?.attributes.map(({ name }) => name) ?? [];
  const names = attributes.length === 0 ? [] : unknownPaths(paths, attributes);
  if (names.length === 0) return null;
  return <p className="tl-small tl-remark">{t('preview.unknown', { names: names.join(', ') })}</p>;
}

interface CustomerSelectProps {
  id: string;
  value: string | null;
  onChange: (profile: string | null) => void;
}

function CustomerSelect({ id, value, onChange }: CustomerSelectProps) {
  const { t } = useTranslation('content');
  const [search, setSearch] = useState('');
  const { data } = useProfileChoices(useDelayed(search.trim(), TYPING_PAUSE_MS));
  const options = data?.items.map((profile) => ({
    value: profile.id,
    label: [nameOf(profile), profile.id].filter((part) => part !== '').join(' · '),
  }));
  return (
    <Select
      id={id}
      allowClear
      style={{ width: 190 }}
      placeholder={t('preview.nobody')}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      value={value}
      options={options ?? []}
      onChange={(chosen: string | undefined) => onChange(chosen ?? null)}
    />
  );
}
