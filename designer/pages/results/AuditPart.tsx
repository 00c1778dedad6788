import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { runFiles } from '../../api/runs.ts';
import { MethodsTable } from './MethodsTable.tsx';
import { Part } from './Part.tsx';
import { PlanFacts } from './PlanFacts.tsx';
import { Replay } from './Replay.tsx';
import { RunsList } from './RunsList.tsx';
import { useSplitView } from './splitView.ts';

/** The tenth part: how every figure came about, for whoever has to defend it later. */
export function AuditPart() {
  const { t } = useTranslation('decision');
  const { run, format } = useSplitView();
  const file = (kind: 'csv' | 'json' | 'input') => (
    // the server names what it sends
    <Button href={runFiles[kind](run.id)} download icon={<DownloadOutlined aria-hidden />}>
      {t(`audit.${kind}`)}
    </Button>
  );
  return (
    <Part number={10} title={t('audit.title')} about={t('audit.about')}>
      <div className="tl-row-wrap tl-no-print">
        {file('csv')}
        {file('json')}
        {file('input')}
        <Button icon={<PrinterOutlined aria-hidden />} onClick={() => print()}>
          {t('audit.print')}
        </Button>
      </div>
      <div className="tl-audit">
        <dl className="tl-facts">
          <dt>{t('audit.run')}</dt>
          <dd>
            <code>{run.id}</code>
          </dd>
          <dt>{t('audit.created')}</dt>
          <dd>
            {format.dateTime(run.createdAt)} {t('audit.by', { actor: run.actor })}
          </dd>
          <dt>{t('audit.inputHash')}</dt>
          <dd>
            <code>{run.inputHash}</code>
          </dd>
          <dt>{t('audit.planHash')}</dt>
          <dd>
            <code>{run.planHash}</code>
          </dd>
          <dt>{t('audit.code')}</dt>
          <dd>
            <code>{run.codeVersion}</code>
          </dd>
        </dl>
        <PlanFacts />
      </div>
      <Replay />
      <MethodsTable />
      <RunsList />
    </Part>
  );
}
