import { Alert, Checkbox, InputNumber, Modal, Radio, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { RELEASE_PER_SECOND_MAX } from '../../../shared/api/journeyLife.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { BacklogList } from './BacklogList.tsx';
import { BacklogTable, countOf } from './BacklogTable.tsx';
import { useEditor, useEditorPort } from './EditorContext.tsx';
import type { Backlog } from './editorPort.ts';
import { useDialogDeed } from './useDialogDeed.ts';
import { useReleaseTime } from './useReleaseTime.ts';

interface Facts {
  backlog: Backlog;
  perSecond: number;
}
type Loaded = Facts | 'loading' | 'failed';

const RELEASE_PER_SECOND_DEFAULT = 50;

function useBacklog(): Loaded {
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  const [loaded, setLoaded] = useState<Loaded>('loading');
  useEffect(() => {
    let isCurrent = true;
    Promise.all([port.backlog(journeyId, undefined), port.workspace()]).then(
      ([backlog, { releasePerSecond = RELEASE_PER_SECOND_DEFAULT }]) =>
        isCurrent && setLoaded({ backlog, perSecond: releasePerSecond }),
      () => isCurrent && setLoaded('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [port, journeyId]);
  return loaded;
}

type Choice = { backlog: 'release' | 'drop'; perSecond: number | null };

interface ChoiceFieldsProps {
  facts: Facts;
  choice: Choice;
  choose(choice: Choice): void;
  isSure: boolean;
  setSure(isSure: boolean): void;
}

function ChoiceFields({ facts, choice, choose, isSure, setSure }: ChoiceFieldsProps) {
  const { t, locale } = useEditorWords();
  const releaseTime = useReleaseTime();
  const { backlog, perSecond } = choice;
  const count = countOf(facts.backlog.totals);
  if (count === 0) return <p>{t('resume.nothing')}</p>;
  return (
    <>
      <BacklogTable totals={facts.backlog.totals} />
      <Radio.Group
        vertical
        aria-label={t('resume.choice')}
        value={backlog}
        onChange={(event) =>
          choose({ ...choice, backlog: event.target.value === 'drop' ? 'drop' : 'release' })
        }
        options={[
          { value: 'release', label: t('resume.release') },
          { value: 'drop', label: t('resume.drop') },
        ]}
      />
      {backlog === 'release' ? (
        <div>
          <InputNumber
            aria-label={t('resume.perSecond')}
            min={0.01}
            max={RELEASE_PER_SECOND_MAX}
            value={perSecond}
            onChange={(value) => choose({ ...choice, perSecond: value })}
            suffix={t('resume.perSecond')}
            style={{ width: 200 }}
          />
          {perSecond !== null && (
            <p className="tl-field-hint">{t('resume.takes', { time: releaseTime(count, perSecond) })}</p>
          )}
        </div>
      ) : (
        <>
          <Alert type="warning" showIcon title={t('resume.dropText')} />
          <BacklogList first={facts.backlog} />
          <Checkbox checked={isSure} onChange={(event) => setSure(event.target.checked)}>
            {t('resume.sure', { count: count.toLocaleString(locale) })}
          </Checkbox>
        </>
      )}
    </>
  );
}

interface ResumeDialogProps {
  close(): void;
  changed(): void;
}

/** Shows what a pause held, and lets the operator choose what becomes of it. */
export function ResumeDialog({ close, changed }: ResumeDialogProps) {
  const { t } = useEditorWords();
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  const loaded = useBacklog();
  const facts = typeof loaded === 'object' ? loaded : null;
  const [chosen, choose] = useState<Choice | null>(null);
  const [isSure, setSure] = useState(false);
  const { isBusy, carryOut } = useDialogDeed({ close, changed });
  const choice: Choice = chosen ?? { backlog: 'release', perSecond: facts?.perSecond ?? null };
  const isReady = facts !== null && (choice.backlog === 'drop' ? isSure : choice.perSecond !== null);
  const resume = () => {
    const { backlog, perSecond } = choice;
    const pace = backlog === 'drop' || perSecond === null ? {} : { perSecond };
    return carryOut(() => port.resume(journeyId, { backlog, ...pace }));
  };
  return (
    <Modal
      open
      title={t('deed.resumeTitle')}
      okText={t(choice.backlog === 'drop' ? 'resume.dropNow' : 'deed.resume')}
      cancelText={t('page.cancel')}
      confirmLoading={isBusy}
      okButtonProps={{ disabled: !isReady, danger: choice.backlog === 'drop' }}
      onOk={() => void resume()}
      onCancel={close}
      width={600}
    >
      {loaded === 'loading' && (
        <Spin description={t('resume.loading')}>
          <div className="tl-spin-room" />
        </Spin>
      )}
      {loaded === 'failed' && <Alert type="error" showIcon title={t('resume.failed')} />}
      {facts && (
        <div className="tl-stack">
          <ChoiceFields facts={facts} choice={choice} choose={choose} isSure={isSure} setSure={setSure} />
        </div>
      )}
    </Modal>
  );
}
