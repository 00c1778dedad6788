import { useTranslation } from 'react-i18next';

const lines = [
  { word: 'value', code: "{{ name | default: '客户' }}" },
  { word: 'event', code: '{{ event.amount }}' },
  { word: 'number', code: '{{ event.dueAt | date: "%Y-%m-%d", "Asia/Shanghai" }}' },
  { word: 'condition', code: '{% if balance > 10000 %}…{% else %}…{% endif %}' },
] as const;

/** The little there is to know about variables in texts. */
export function SyntaxHelp() {
  const { t } = useTranslation('content');
  return (
    <details className="tl-small">
      <summary className="tl-soft">{t('syntax.title')}</summary>
      <dl className="tl-facts" style={{ marginTop: 8 }}>
        {lines.map(({ word, code }) => (
          <div key={word} className="tl-syntax-line">
            <dt>{t(`syntax.${word}`)}</dt>
            <dd>
              <code>{code}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
