import { Link } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AudienceDefinition } from '../../../shared/workspace.ts';
import { useAudienceCount, useAudienceSample } from '../../api/audiences.ts';
import { nameOf } from '../../api/profiles.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fault } from '../../shell/Fault.tsx';
import { useDelayed } from '../../shell/useDelayed.ts';

const TYPING_PAUSE_MS = 500;

/** How many fit the definition as it is typed, and some of them. */
export function AudienceSize({ definition }: { definition: AudienceDefinition | null }) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const settled = useDelayed(definition, TYPING_PAUSE_MS);
  const count = useAudienceCount(settled);
  const sample = useAudienceSample(settled);
  return (
    <section className="tl-card tl-card-body tl-stack-tight" aria-live="polite">
      <h2 className="tl-card-title">{t('size.title')}</h2>
      {definition === null ? (
        <p className="tl-soft">{t('size.incomplete')}</p>
      ) : count.error && !count.data ? (
        <Fault error={count.error} onRetry={() => void count.refetch()} />
      ) : count.data ? (
        <>
          <p className={count.isPlaceholderData ? 'tl-faint' : ''}>
            <span className="tl-figure-value">{format.number(count.data.count)}</span>{' '}
            <span className="tl-soft">
              {t('size.of', {
                total: count.data.total,
                share: format.percent(count.data.total === 0 ? 0 : count.data.count / count.data.total),
              })}
            </span>
          </p>
          {count.data.count === 0 && <p className="tl-soft">{t('size.nobody')}</p>}
        </>
      ) : (
        <Skeleton active title={false} paragraph={{ rows: 2 }} />
      )}
      {definition !== null && sample.data && sample.data.items.length > 0 && (
        <>
          <h3 className="tl-label">{t('size.sample')}</h3>
          <ul className="tl-sample">
            {sample.data.items.map((profile) => (
              <li key={profile.id} className="tl-row">
                <Link to="/customers/id/$profileId" params={{ profileId: profile.id }} className="tl-tabular">
                  {profile.id}
                </Link>
                <span className="tl-ellipsis tl-soft">{nameOf(profile)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
