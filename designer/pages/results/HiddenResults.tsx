import { WarningOutlined } from '@ant-design/icons';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecordLook } from '../../api/runs.ts';
import { TextRow } from '../../fields/TextRow.tsx';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import { useOwnName } from './ownName.ts';
import { useSplitView } from './splitView.ts';

/** Stands for the results while a check has failed; opens them for whoever signs for having looked. */
export function HiddenResults({ onShow }: { onShow(): void }) {
  const { t } = useTranslation('trust');
  const { analysis } = useSplitView();
  const [isAsking, setAsking] = useState(false);
  const failed = analysis.checks.filter(({ state }) => state === 'failed');
  return (
    <section className="tl-card tl-hidden-results">
      <h2 className="tl-card-title">
        <WarningOutlined aria-hidden /> {t('hidden.title')}
      </h2>
      <p className="tl-soft">
        {t('hidden.body', { checks: failed.map(({ id }) => t(`check.${id}`)).join(' · ') })}
      </p>
      <Button className="tl-no-print" onClick={() => setAsking(true)}>
        {t('hidden.show')}
      </Button>
      {isAsking && <LookDialog onShow={onShow} onClose={() => setAsking(false)} />}
    </section>
  );
}

function LookDialog({ onShow, onClose }: { onShow(): void; onClose(): void }) {
  const { t } = useTranslation('trust');
  const { t: shell } = useTranslation('shell');
  const { run } = useSplitView();
  const faultWords = useFaultWords();
  const [name, setName] = useOwnName();
  const record = useRecordLook(run.id);
  return (
    <Modal
      open
      title={t('look.title')}
      okText={t('look.confirm')}
      cancelText={shell('cancel')}
      okButtonProps={{ disabled: name.trim() === '', loading: record.isPending }}
      onOk={() => record.mutate(name.trim(), { onSuccess: onShow })}
      onCancel={onClose}
    >
      <div className="tl-stack-tight">
        <p>{t('look.body')}</p>
        <TextRow label={t('look.name')} value={name} onChange={setName} />
        {record.error && <Alert type="error" showIcon title={faultWords(record.error).join(' ')} />}
      </div>
    </Modal>
  );
}
