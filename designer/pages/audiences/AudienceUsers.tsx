import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type AudienceUser, useAudienceUsers } from '../../api/audiences.ts';
import { Fault } from '../../shell/Fault.tsx';

/** What refers to the audience; looked up on demand, because it reads every journey. */
export function AudienceUsers({ audienceId }: { audienceId: string }) {
  const { t } = useTranslation('audiences');
  const users = useAudienceUsers(audienceId);
  return (
    <section className="tl-card tl-card-body tl-stack-tight">
      <h2 className="tl-card-title">{t('users.title')}</h2>
      {users.error && <Fault error={users.error} />}
      {users.data?.length === 0 && <p className="tl-soft">{t('users.none')}</p>}
      <ul className="tl-sample">
        {users.data?.map((user) => (
          <li key={`${user.type} ${user.id}`}>
            <span className="tl-faint">{t(`users.${user.type}`)}</span> <UserLink user={user} />
          </li>
        ))}
      </ul>
      {!users.data && (
        <div>
          <Button loading={users.isPending} onClick={() => users.mutate()}>
            {t('users.find')}
          </Button>
          <p className="tl-hint">{t('users.hint')}</p>
        </div>
      )}
    </section>
  );
}

function UserLink({ user: { type, id, name } }: { user: AudienceUser }) {
  return type === 'journey' ? (
    <Link to="/journeys/$journeyId" params={{ journeyId: id }}>
      {name}
    </Link>
  ) : (
    <Link to="/audiences/$audienceId" params={{ audienceId: id }}>
      {name}
    </Link>
  );
}
