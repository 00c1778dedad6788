import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../../../shared/api/profiles.ts';
import { Json } from '../../shell/Json.tsx';

/** With fewer than this a search field would only be in the way. */
const SEARCH_FROM = 10;

export function AttributesCard({ attributes }: { attributes: ProfileView['attributes'] }) {
  const { t } = useTranslation('customers');
  const [search, setSearch] = useState('');
  const all = Object.entries(attributes);
  const wanted = search.trim().toLowerCase();
  const shown = all.filter(([name]) => name.toLowerCase().includes(wanted));
  return (
    <section className="tl-card tl-card-body">
      <div className="tl-row" style={{ marginBottom: 10 }}>
        <h2 className="tl-card-title tl-grow" style={{ margin: 0 }}>
          {t('from.attributes')} <span className="tl-faint tl-small">{all.length}</span>
        </h2>
        {all.length >= SEARCH_FROM && (
          <Input
            size="small"
            allowClear
            style={{ width: 160 }}
            aria-label={t('from.filterAttributes')}
            placeholder={t('from.filterAttributes')}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
      </div>
      {all.length === 0 ? (
        <p className="tl-faint">{t('from.noAttributes')}</p>
      ) : (
        <dl className="tl-facts">
          {shown.map(([name, value]) => (
            <div key={name} className="tl-fact">
              <dt>{name}</dt>
              <dd className="tl-tabular">
                <Json value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
