import { Alert, App, Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { useDecide } from '../../api/runs.ts';
import { TextRow } from '../../fields/TextRow.tsx';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import { type DecisionDraft, isByRule, lacksOf } from './decisionDraft.ts';
import { useOwnName } from './ownName.ts';
import { useSplitView } from './splitView.ts';

interface DecisionDialogProps {
  deed: DecisionDraft['deed'];
  onClose(): void;
}

/** Asks for what a decision needs, after its consequences were read. */
export function DecisionDialog({ deed, onClose }: DecisionDialogProps) {
  const { t } = useTranslation('decision');
  const { t: shell } = useTranslation('shell');
  const { split, run, analysis } = useSplitView();
  const { message } = App.useApp();
  const faultWords = useFaultWords();
  const decide = useDecide(split);
  const [ownName, setOwnName] = useOwnName();
  const [draft, setDraft] = useState<DecisionDraft>({
    deed,
    arm: deed === 'rollOut' ? (analysis.rule.arm ?? analysis.verdict.arm) : null,
    reason: '',
    decidedBy: ownName,
    approvedBy: '',
  });
  const byRule = isByRule(draft, analysis.rule);
  const lacks = lacksOf(draft, byRule);
  const confirm = () => {
    setOwnName(draft.decidedBy.trim());
    decide.mutate(
      {
        run: run.id,
        decision: deed,
        decidedBy: draft.decidedBy,
        ...(draft.arm === null ? {} : { arm: draft.arm }),
        ...(byRule ? {} : { reason: draft.reason, approvedBy: draft.approvedBy }),
      },
      {
        onSuccess: () => {
          void message.success(t('dialog.done'));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      open
      width={560}
      title={t('dialog.title', {
        deed: deed === 'rollOut' ? t('deed.rollOutOpen') : t(`deed.${deed}`),
      })}
      okText={t('dialog.confirm')}
      cancelText={shell('cancel')}
      okButtonProps={{ disabled: lacks.length > 0, loading: decide.isPending }}
      onOk={confirm}
      onCancel={onClose}
    >
      <div className="tl-stack-tight">
        <Consequences deed={deed} holdback={analysis.plan.automation} />
        <DraftFields draft={draft} byRule={byRule} change={(part) => setDraft({ ...draft, ...part })} />
        {lacks.includes('sameName') && <Alert type="warning" showIcon title={t('dialog.same')} />}
        {decide.error && <Alert type="error" showIcon title={faultWords(decide.error).join(' ')} />}
      </div>
    </Modal>
  );
}

interface ConsequencesProps {
  deed: DecisionDraft['deed'];
  holdback: Analysis['plan']['automation'];
}

function Consequences({ deed, holdback }: ConsequencesProps) {
  const { t } = useTranslation('decision');
  const { say } = useSplitView();
  const isPublishing = deed === 'rollOut' || deed === 'keepControl';
  return (
    <div>
      <h3 className="tl-label">{t('dialog.consequences')}</h3>
      <ul className="tl-consequences">
        {isPublishing ? (
          <>
            <li>{t('dialog.consequence.publish')}</li>
            {deed === 'rollOut' && holdback && 'holdback' in holdback && (
              <li>{t('dialog.consequence.holdback', { share: say.rate(holdback.holdback, 0) })}</li>
            )}
            <li>{t('dialog.consequence.stay')}</li>
          </>
        ) : (
          <li>{t('dialog.consequence.nothing')}</li>
        )}
        <li>{t('dialog.consequence.frozen')}</li>
        <li>{t('dialog.consequence.unverified')}</li>
      </ul>
    </div>
  );
}

interface DraftFieldsProps {
  draft: DecisionDraft;
  byRule: boolean;
  change(part: Partial<DecisionDraft>): void;
}

function DraftFields({ draft, byRule, change }: DraftFieldsProps) {
  const { t } = useTranslation('decision');
  const { analysis } = useSplitView();
  const id = useId();
  return (
    <>
      {draft.deed === 'rollOut' && (
        <div>
          <label className="tl-label" htmlFor={`${id}arm`}>
            {t('dialog.arm')}
          </label>
          <Select
            id={`${id}arm`}
            style={{ width: '100%' }}
            value={draft.arm}
            onChange={(arm) => change({ arm })}
            options={analysis.arms.map((arm) => ({ value: arm.id, label: arm.name }))}
          />
        </div>
      )}
      {!byRule && (
        <div>
          <label className="tl-label" htmlFor={`${id}reason`}>
            {t('dialog.reason')}
          </label>
          <Input.TextArea
            id={`${id}reason`}
            rows={3}
            maxLength={2000}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
          <p className="tl-hint">{t('dialog.reasonHint')}</p>
        </div>
      )}
      <TextRow
        label={t('dialog.name')}
        value={draft.decidedBy}
        onChange={(decidedBy) => change({ decidedBy })}
      />
      {!byRule && (
        <TextRow
          label={t('dialog.second')}
          hint={t('dialog.secondHint')}
          value={draft.approvedBy}
          onChange={(approvedBy) => change({ approvedBy })}
        />
      )}
    </>
  );
}
