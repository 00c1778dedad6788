import { Link } from '@tanstack/react-router';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Decision, nodeInPath } from '../../../shared/api/experiments.ts';
import { useDecisions } from '../../api/runs.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { useSplitView } from './splitView.ts';
import { WordedTable } from './WordedTable.tsx';

/** What was decided on the split so far, newest first. */
export function PastDecisions() {
  const { t } = useTranslation('decision');
  const { split } = useSplitView();
  const columns = useColumns();
  return (
    <div>
      <h3>{t('past.title')}</h3>
      <Loaded query={useDecisions(split)}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="tl-soft">{t('past.none')}</p>
          ) : (
            <WordedTable<Decision> label={t('past.title')} rowKey="id" columns={columns} dataSource={items} />
          )
        }
      </Loaded>
    </div>
  );
}

function useColumns(): TableColumnsType<Decision> {
  const { t } = useTranslation('decision');
  const { split, format, nameOf } = useSplitView();
  return [
    {
      key: 'at',
      title: t('past.at'),
      width: 170,
      render: (_, { at, run }) => (
        <>
          {format.dateTime(at)}
          <div className="tl-small">
            <Link
              to="/journeys/$journeyId/results/$node"
              params={{ journeyId: split.journeyId, node: nodeInPath(split.node) }}
              search={{ run }}
            >
              {t('past.run')}
            </Link>
          </div>
        </>
      ),
    },
    {
      key: 'what',
      title: t('past.what'),
      render: (_, { decision, arm, version }) => (
        <>
          <strong>
            {decision === 'rollOut' ? t('deed.rollOut', { arm: nameOf(arm ?? '') }) : t(`deed.${decision}`)}
          </strong>
          {(decision === 'rollOut' || decision === 'keepControl') && (
            <div className="tl-small tl-faint">
              {version === null ? t('past.noVersion') : t('past.version', { version })}
            </div>
          )}
        </>
      ),
    },
    {
      key: 'who',
      title: t('past.who'),
      render: (_, { decidedBy, approvedBy, isVerified }) => (
        <>
          {decidedBy}
          {approvedBy !== undefined && ` ${t('past.second', { name: approvedBy })}`}
          {!isVerified && <div className="tl-small tl-faint">{t('past.unverified')}</div>}
        </>
      ),
    },
    {
      key: 'how',
      title: t('past.how'),
      render: (_, { byRule, isAutomatic }) =>
        isAutomatic ? t('past.automatic') : t(byRule ? 'past.byRule' : 'past.againstRule'),
    },
    {
      key: 'why',
      title: t('past.why'),
      className: 'tl-past-reason',
      render: (_, { reason }) => reason ?? '–',
    },
  ];
}
