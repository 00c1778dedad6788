import { useTranslation } from 'react-i18next';
import type { ProfileView } from '../../../shared/api/profiles.ts';
import { OTHER_PURPOSES } from '../../../shared/profile.ts';
import { isIanaZone } from '../../../shared/time.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { Tag } from '../../shell/Tag.tsx';

/** Zone, language, tags, addresses and consents. */
export function CustomerFacts({ profile }: { profile: ProfileView }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const channelWords = useChannelWords();
  const { addresses, tags, consent } = profile;
  return (
    <section className="tl-card tl-card-body">
      <h2 className="tl-card-title">{t('from.facts')}</h2>
      <dl className="tl-facts">
        <dt>{t('from.known')}</dt>
        <dd>{format.date(profile.knownSince)}</dd>
        <dt>{t('from.locale')}</dt>
        <dd>{profile.locale}</dd>
        <dt>{t('from.zone')}</dt>
        <dd>
          <Zone name={profile.timeZone} />
        </dd>
        <dt>{t('from.tags')}</dt>
        <dd className="tl-row-wrap">
          {tags.length === 0 && <span className="tl-faint">–</span>}
          {tags.map((tag) => (
            <span key={tag} className="tl-chip">
              {tag}
            </span>
          ))}
        </dd>
        <dt>{t('from.addresses')}</dt>
        <dd>
          {Object.keys(addresses).length === 0 && <span className="tl-faint">{t('from.noAddresses')}</span>}
          {Object.entries(addresses).map(([channel, address]) => (
            <div key={channel}>
              <span className="tl-faint">{channelWords(channel)}</span>{' '}
              <span className="tl-tabular">{address}</span>
            </div>
          ))}
        </dd>
        <dt>{t('from.consent')}</dt>
        <dd className="tl-row-wrap">
          {Object.keys(consent).length === 0 && <span className="tl-faint">{t('from.noConsent')}</span>}
          {Object.entries(consent).flatMap(([channel, given]) =>
            typeof given === 'boolean'
              ? [<ConsentTag key={channel} isGiven={given} about={channelWords(channel)} />]
              : Object.entries(given).map(([purpose, isGiven]) => (
                  <ConsentTag
                    key={`${channel} ${purpose}`}
                    isGiven={isGiven}
                    about={`${channelWords(channel)} · ${purpose === OTHER_PURPOSES ? t('from.otherPurposes') : purpose}`}
                  />
                )),
          )}
        </dd>
      </dl>
    </section>
  );
}

/** A zone nobody knows counts as none; whoever wonders about the hour of a message finds out here. */
function Zone({ name }: { name: string | null }) {
  const { t } = useTranslation('customers');
  if (name === null) return <span className="tl-faint">{t('from.noZone')}</span>;
  if (isIanaZone(name)) return name;
  return (
    <>
      {name} <Tag tone="warn">{t('from.unknownZone')}</Tag>
      <div className="tl-faint">{t('from.noZone')}</div>
    </>
  );
}

function ConsentTag({ isGiven, about }: { isGiven: boolean; about: string }) {
  const { t } = useTranslation('words');
  return (
    <Tag tone={isGiven ? 'good' : 'bad'} form={isGiven ? 'dot' : 'square'}>
      {about} {isGiven ? t('consent.granted') : t('consent.withdrawn')}
    </Tag>
  );
}
