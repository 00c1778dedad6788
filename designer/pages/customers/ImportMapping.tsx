import { Alert, Button, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportTarget, targetText } from '../../../shared/importTargets.ts';
import { useStartImport } from '../../api/imports.ts';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import type { CsvHead } from './csvHead.ts';
import { faultOfMapping, guessTargets } from './csvTarget.ts';
import { TargetField } from './TargetField.tsx';

interface ImportMappingProps {
  file: File;
  head: CsvHead;
  onStarted: (jobId: string) => void;
  onCancel: () => void;
}

const KB = 1024;

function sizeText(bytes: number): string {
  return bytes < KB * KB ? `${Math.max(1, Math.round(bytes / KB))} kB` : `${(bytes / KB / KB).toFixed(1)} MB`;
}

/** Each column with its first values and where it goes. */
export function ImportMapping({ file, head, onStarted, onCancel }: ImportMappingProps) {
  const { t } = useTranslation('customers');
  const faultWords = useFaultWords();
  const [targets, setTargets] = useState(() => guessTargets(head.columns));
  const start = useStartImport();
  const fault = faultOfMapping(targets);
  const change = (index: number, target: ImportTarget) =>
    setTargets(targets.map((before, at) => (at === index ? target : before)));
  const submit = () => {
    const columns = Object.fromEntries(
      head.columns.map((column, index) => [column, targetText(targets[index] ?? { to: 'skip' })]),
    );
    const delimiter = head.delimiter === '\t' ? 'tab' : head.delimiter;
    start.mutate(
      { file, encoding: head.encoding, delimiter, columns },
      { onSuccess: (job) => onStarted(job.id) },
    );
  };
  const rows = head.columns.map((column, index) => ({ column, index }));
  return (
    <section className="tl-card">
      <div className="tl-toolbar">
        <span className="tl-grow">
          <strong>{file.name}</strong>{' '}
          <span className="tl-faint">
            {sizeText(file.size)} · {t('csv.encoding')} {head.encoding} · {t('csv.delimiter')}{' '}
            {head.delimiter === '\t' ? t('csv.tab') : <code>{head.delimiter}</code>}
          </span>
        </span>
        <Button onClick={onCancel}>{t('csv.other')}</Button>
      </div>
      <Table
        aria-label={t('csv.mapping')}
        size="small"
        rowKey="index"
        pagination={false}
        dataSource={rows}
        scroll={{ x: 760 }}
        columns={[
          { key: 'column', title: t('csv.columnName'), dataIndex: 'column', width: 180 },
          {
            key: 'samples',
            title: t('csv.samples'),
            render: (_, { index }) => (
              <span className="tl-faint">{head.rows.map((row) => row[index] ?? '').join(' · ')}</span>
            ),
          },
          {
            key: 'target',
            title: t('csv.target'),
            width: 500,
            render: (_, { column, index }) => (
              <TargetField
                column={column}
                value={targets[index] ?? { to: 'skip' }}
                onChange={(target) => change(index, target)}
              />
            ),
          },
        ]}
      />
      <div className="tl-card-body tl-stack-tight">
        {fault && <Alert type="warning" showIcon title={t(`csv.${fault}`)} />}
        {start.error && <Alert type="error" showIcon title={faultWords(start.error).join(' ')} />}
        <div className="tl-row">
          <Button type="primary" disabled={fault !== null} loading={start.isPending} onClick={submit}>
            {t('csv.start', { size: sizeText(file.size) })}
          </Button>
          {start.isPending && <span className="tl-faint">{t('csv.uploading')}</span>}
        </div>
      </div>
    </section>
  );
}
