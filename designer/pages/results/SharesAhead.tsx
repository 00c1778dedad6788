import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { type DecisionDraft, type ShareChange, shareChanges } from './decisionDraft.ts';
import { useSplitView } from './splitView.ts';

/** The shares of new customers now and after a decision, and who keeps the arm they have. */
export function SharesAhead({ draft }: { draft: Pick<DecisionDraft, 'deed' | 'arm'> }) {
  const { t } = useTranslation('decision');
  const { analysis, nameOf, format, say } = useSplitView();
  const end = { align: 'right' as const, className: 'tl-number' };
  const columns: TableColumnsType<ShareChange> = [
    { key: 'arm', title: t('dialog.arm'), render: (_, { arm }) => nameOf(arm) },
    { ...end, key: 'before', title: t('dialog.shares.before'), render: (_, { before }) => share(before) },
    {
      ...end,
      key: 'after',
      title: t('dialog.shares.after'),
      render: (_, { before, after }) => (before === after ? share(after) : <strong>{share(after)}</strong>),
    },
    {
      ...end,
      key: 'exposed',
      title: t('dialog.shares.exposed'),
      render: (_, { exposed }) => format.number(exposed),
    },
  ];
  const share = (percent: number) => say.roundShare(percent / 100);
  return (
    <Table<ShareChange>
      aria-label={t('dialog.shares.title')}
      size="small"
      rowKey="arm"
      columns={columns}
      dataSource={shareChanges(draft, analysis)}
      pagination={false}
    />
  );
}
