import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { useSplitView } from './splitView.ts';
import { WordedTable } from './WordedTable.tsx';

type Method = Analysis['methods'][number];
/** Per figure: the method, what it does, where it is published. */
export function MethodsTable() {
  const { t } = useTranslation('decision');
  const { t: words } = useTranslation('methods');
  const { analysis } = useSplitView();
  const columns: TableColumnsType<Method> = [
    { key: 'figure', title: t('audit.figure'), render: (_, { figure }) => t(`audit.figures.${figure}`) },
    {
      key: 'method',
      title: t('audit.method'),
      render: (_, { method }) => words(`${method}.name`),
    },
    {
      key: 'words',
      title: t('audit.words'),
      className: 'tl-check-what',
      render: (_, { method }) => (
        <>
          {words(`${method}.words`)} <span className="tl-faint">{words(`${method}.source`)}</span>
        </>
      ),
    },
  ];
  return (
    <WordedTable<Method>
      label={t('audit.title')}
      rowKey={({ figure, method }) => `${figure} ${method}`}
      columns={columns}
      dataSource={analysis.methods}
    />
  );
}
