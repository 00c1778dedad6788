import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EnrollmentView } from '../../../shared/api/enrollments.ts';
import { useJourneyNames } from '../../api/journeys.ts';
import { useProfileEnrollments } from '../../api/profiles.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fault } from '../../shell/Fault.tsx';
import { MoreRows } from '../../shell/MoreRows.tsx';
import { Tag } from '../../shell/Tag.tsx';

/** The journeys a customer is or was in, the newest first. */
export function CustomerJourneys({ profileId }: { profileId: string }) {
  const { t } = useTranslation('customers');
  const list = useProfileEnrollments(profileId);
  return (
    <section className="tl-card tl-card-body">
      <h2 className="tl-card-title">{t('from.journeys')}</h2>
      {list.query.error && !list.query.data && <Fault error={list.query.error} />}
      {list.query.isSuccess && list.rows.length === 0 && <p className="tl-faint">{t('from.noJourneys')}</p>}
      <ul className="tl-plain-list">
        {list.rows.map((enrollment) => (
          <Passage key={enrollment.id} enrollment={enrollment} />
        ))}
      </ul>
      {list.query.hasNextPage && <MoreRows list={list} />}
    </section>
  );
}

function Passage({ enrollment }: { enrollment: EnrollmentView }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const journeyName = useJourneyNames();
  const { journeyId, node, dueAt, key, fault, detail } = enrollment;
  const facts = [
    node === null ? '' : t('from.at', { node }),
    dueAt === null ? '' : t('from.until', { time: format.dateTime(dueAt) }),
    key === null ? '' : t('from.key', { key }),
    t('from.entered', { time: format.dateTime(enrollment.enteredAt) }),
    detail ?? '',
    fault ?? '',
  ].filter((fact) => fact !== '');
  return (
    <li>
      <div className="tl-row">
        <Link to="/journeys/$journeyId" params={{ journeyId }} className="tl-grow tl-ellipsis">
          {journeyName(journeyId)}
        </Link>
        <PassageTag enrollment={enrollment} />
      </div>
      <p className="tl-small tl-faint">{facts.join(' · ')}</p>
    </li>
  );
}

function PassageTag({ enrollment: { status, reason } }: { enrollment: EnrollmentView }) {
  const { t } = useTranslation('words');
  if (status === 'parked') {
    return (
      <Tag tone="bad" form="square">
        {t('enrollment.parked')}
      </Tag>
    );
  }
  if (status === 'active') return <Tag tone="accent">{t('enrollment.active')}</Tag>;
  return (
    <Tag tone={reason === 'goal' ? 'good' : 'neutral'} form="hollow">
      {reason === null ? t('enrollment.ended') : t(`end.${reason}`)}
    </Tag>
  );
}
