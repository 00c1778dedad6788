import { InboxOutlined } from '@ant-design/icons';
import { Alert, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Command } from '../../shell/Command.tsx';
import { Page } from '../../shell/Page.tsx';
import { type CsvHead, HEAD_BYTES, readCsvHead } from './csvHead.ts';
import { ImportMapping } from './ImportMapping.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import './customers.css';

const SAMPLE = `id,name,phone,email,balance,consent.sms
c1,王伟,+8613800000001,wang@example.com,12000,true
c2,Olivia Chen,+8613800000002,olivia@example.com,860,false`;

type Step =
  | { at: 'choose'; isUnreadable: boolean }
  | { at: 'map'; file: File; head: CsvHead }
  | { at: 'run'; jobId: string };

/** From a CSV file to customers: choose, map, watch. */
export function ImportPage() {
  const { t } = useTranslation('customers');
  const [step, setStep] = useState<Step>({ at: 'choose', isUnreadable: false });
  const read = async (file: File) => {
    const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const head = readCsvHead(bytes, file.size <= HEAD_BYTES);
    setStep(head ? { at: 'map', file, head } : { at: 'choose', isUnreadable: true });
  };
  return (
    <Page title={t('csv.title')} about={t('csv.about')} back={{ to: '/customers', words: t('from.back') }}>
      {step.at === 'choose' && (
        <div className="tl-stack">
          <Upload.Dragger
            className="tl-drop"
            accept=".csv,.txt,.tsv,text/csv"
            showUploadList={false}
            beforeUpload={(file) => {
              void read(file);
              return false;
            }}
          >
            <p className="ant-upload-drag-icon">
              <InboxOutlined aria-hidden />
            </p>
            <p className="ant-upload-text">{t('csv.drop')}</p>
            <p className="ant-upload-hint">{t('csv.dropHint')}</p>
          </Upload.Dragger>
          {step.isUnreadable && <Alert type="error" showIcon title={t('csv.unreadable')} />}
          <div>
            <p className="tl-label">{t('csv.sampleTitle')}</p>
            <Command text={SAMPLE} />
          </div>
        </div>
      )}
      {step.at === 'map' && (
        <ImportMapping
          file={step.file}
          head={step.head}
          onStarted={(jobId) => setStep({ at: 'run', jobId })}
          onCancel={() => setStep({ at: 'choose', isUnreadable: false })}
        />
      )}
      {step.at === 'run' && <ImportProgress jobId={step.jobId} />}
    </Page>
  );
}
