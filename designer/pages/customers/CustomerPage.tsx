import { useParams } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../../../shared/api/profiles.ts';
import { nameOf, useProfile } from '../../api/profiles.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { Page } from '../../shell/Page.tsx';
import { AttributesCard } from './AttributesCard.tsx';
import { CustomerEntry } from './CustomerEntry.tsx';
import { CustomerFacts } from './CustomerFacts.tsx';
import { CustomerJourneys } from './CustomerJourneys.tsx';
import { Timeline } from './Timeline.tsx';
import './customers.css';

/** One customer: what is known, and one timeline of all that happened. */
export function CustomerPage() {
  const { t } = useTranslation('customers');
  const { profileId } = useParams({ from: '/customers/id/$profileId' });
  const query = useProfile(profileId);
  const name = query.data ? nameOf(query.data) : '';
  return (
    <Page
      title={name || profileId}
      {...(name ? { about: <span className="tl-tabular">{profileId}</span> } : {})}
      back={{ to: '/customers', words: t('from.back') }}
    >
      <Loaded query={query}>{(profile) => <CustomerBody profile={profile} />}</Loaded>
    </Page>
  );
}

function CustomerBody({ profile }: { profile: ProfileView }) {
  const { t } = useTranslation('customers');
  return (
    <div className="tl-customer">
      <div className="tl-stack">
        {profile.suppressed.length > 0 && (
          <Alert
            type="error"
            showIcon
            title={t('from.suppressedWhy', { reasons: profile.suppressed.join(', ') })}
          />
        )}
        <CustomerFacts profile={profile} />
        <CustomerJourneys profileId={profile.id} />
        <CustomerEntry profileId={profile.id} />
        <AttributesCard attributes={profile.attributes} />
      </div>
      <Timeline profileId={profile.id} />
    </div>
  );
}
