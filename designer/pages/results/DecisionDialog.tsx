import { Alert, App, Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { useJourney } from '../../api/journeys.ts';
import { useDecide } from '../../api/runs.ts';
import { TextRow } from '../../fields/TextRow.tsx';
import { useFaultWords } from '../../shell/useFaultWords.ts';
import {
  armsToRollOut,
  type DecisionDraft,
  dailyArrivals,
  deedWords,
  isByRule,
  type Lack,
  lacksOf,
  outcomeOf,
} from './decisionDraft.ts';
import { useOwnName } from './ownName.ts';
import { SharesAhead } from './SharesAhead.tsx';
import { useSplitView } from './splitView.ts';

interface DecisionDialogProps {
  deed: DecisionDraft['deed'];
  onClose(): void;
}

/** Asks for what a decision needs, after its consequences were read. */
export function DecisionDialog({ deed, onClose }: DecisionDialogProps) {
  const { t } = useTranslation('decision');
  const { t: shell } = useTranslation('shell');
  const { split, run, analysis, nameOf } = useSplitView();
  const { message } = App.useApp();
  const faultWords = useFaultWords();
  const decide = useDecide(split);
  const [ownName, setOwnName] = useOwnName();
  const [draft, setDraft] = useState<DecisionDraft>({
    deed,
    arm: deed === 'rollOut' ? firstChoice(analysis) : null,
    reason: '',
    decidedBy: ownName,
    approvedBy: '',
  });
  const byRule = isByRule(draft, analysis.rule);
  const rollOutWords =
    draft.arm === null ? t('deed.rollOutOpen') : t('deed.rollOut', { arm: nameOf(draft.arm) });
  const lacks = lacksOf(draft, byRule);
  const lackWords = useLackWords();
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
        deed: deed === 'rollOut' ? rollOutWords : t(`deed.${deedWords(deed, analysis)}`),
      })}
      okText={t('dialog.confirm')}
      cancelText={shell('cancel')}
      okButtonProps={{ disabled: lacks.length > 0, loading: decide.isPending }}
      onOk={confirm}
      onCancel={onClose}
    >
      <div className="tl-stack-tight">
        <Consequences draft={draft} />
        <DraftFields draft={draft} byRule={byRule} change={(part) => setDraft({ ...draft, ...part })} />
        {lackWords(lacks) !== '' && (
          <p className="tl-hint" role="status">
            {t('dialog.lacks', { what: lackWords(lacks) })}
          </p>
        )}
        {lacks.includes('sameName') && <Alert type="warning" showIcon title={t('dialog.same')} />}
        {decide.error && <Alert type="error" showIcon title={faultWords(decide.error).join(' ')} />}
      </div>
    </Modal>
  );
}

/** The empty fields by their labels; the same name twice has a sentence of its own. */
function useLackWords(): (lacks: readonly Lack[]) => string {
  const { t } = useTranslation('decision');
  const labels = { arm: 'arm', reason: 'reason', decidedBy: 'name', approvedBy: 'second' } as const;
  return (lacks) =>
    lacks
      .filter((lack) => lack !== 'sameName')
      .map((lack) => t(`dialog.${labels[lack]}`))
      .join(' · ');
}

/** What the rule proposes, else the arm the verdict speaks of, where it can be chosen. */
function firstChoice(analysis: Analysis): string | null {
  const wanted = analysis.rule.arm ?? analysis.verdict.arm;
  return armsToRollOut(analysis).find(({ id }) => id === wanted)?.id ?? null;
}

function Consequences({ draft }: { draft: DecisionDraft }) {
  const { t } = useTranslation('decision');
  const { split, analysis, say, format } = useSplitView();
  const { lastExposedAt } = analysis;
  const { automation } = analysis.plan;
  const outcome = outcomeOf(draft, analysis, useJourney(split.journeyId).data?.state);
  const perDay = dailyArrivals(analysis);
  const exposed = analysis.arms.reduce((sum, arm) => sum + arm.exposed, 0);
  // before an arm is chosen nothing can be said of the shares
  const isKnown = draft.deed !== 'rollOut' || draft.arm !== null;
  return (
    <>
      <div>
        <h3 className="tl-label">{t('dialog.consequences')}</h3>
        <ul className="tl-consequences">
          <li>{t(`dialog.consequence.${outcome}`)}</li>
          {outcome === 'publish' && (
            <>
              {draft.deed === 'rollOut' && automation && 'holdback' in automation && (
                <li>{t('dialog.consequence.holdback', { share: say.rate(automation.holdback, 0) })}</li>
              )}
              {analysis.traffic && (
                <li>
                  {t('dialog.consequence.everybody', {
                    share: say.roundShare(analysis.traffic.sharePercent / 100),
                  })}
                </li>
              )}
              <li>{t('dialog.consequence.concerned')}</li>
              {perDay !== null && <li>{t('dialog.consequence.perDay', { count: perDay })}</li>}
              {perDay === null && lastExposedAt !== null && (
                <li>{t('dialog.consequence.lastCame', { date: format.date(lastExposedAt) })}</li>
              )}
              <li>{t('dialog.consequence.stay', { count: exposed })}</li>
            </>
          )}
          <li>{t('dialog.consequence.frozen')}</li>
          <li>{t('dialog.consequence.unverified')}</li>
        </ul>
      </div>
      {outcome === 'publish' && isKnown && <SharesAhead draft={draft} />}
    </>
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
            options={armsToRollOut(analysis).map(({ id, name }) => ({ value: id, label: name }))}
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
