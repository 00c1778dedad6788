import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Figure } from '../../shell/Figure.tsx';
import { Tag } from '../../shell/Tag.tsx';
import { levelOf, lineOf, numbersOf, type Scale, scaleOf } from './effectScale.ts';
import { figureDigits } from './figureFormat.ts';
import { useSplitView } from './splitView.ts';
import { useVerdictWords } from './useVerdictWords.ts';
import { isFoundEarly, verdictLook } from './verdictWords.ts';
import { WinnerBarredLine } from './WinnerBarredLine.tsx';

/** The first part: what to take home, in one sentence, and what it rests on. */
export function VerdictStrip({ hasFigures }: { hasFigures: boolean }) {
  const { t } = useTranslation('verdict');
  const view = useSplitView();
  const { analysis, isTrusted } = view;
  const words = useVerdictWords(analysis, view);
  const { state, isTooGood } = analysis.verdict;
  return (
    <div className="tl-verdict" data-state={isTrusted ? state : 'doNotTrust'}>
      <div className="tl-row-wrap">
        <Tag {...verdictLook(state, isTrusted)}>{words.state}</Tag>
        <span className="tl-verdict-trust">
          {isTrusted ? <CheckCircleOutlined aria-hidden /> : <WarningOutlined aria-hidden />} {words.trust}
        </span>
      </div>
      <p className="tl-verdict-sentence">{words.sentence}</p>
      {hasFigures && isTooGood && (
        <Alert type="warning" showIcon title={t('tooGood.title')} description={t('tooGood.body')} />
      )}
      {hasFigures && isTrusted && <WinnerBarredLine />}
      {hasFigures && isTrusted && <VerdictFigures />}
      {hasFigures && isTrusted && isFoundEarly(analysis) && (
        <p className="tl-hint">
          {t('foundEarly', { planned: view.format.number(analysis.verdict.plannedCount ?? 0) })}
        </p>
      )}
      <p>
        <span className="tl-faint">{t('changes')}</span> {words.changes}
      </p>
    </div>
  );
}

/** The effect in points, per thousand customers and in money. */
export function VerdictFigures() {
  const { t } = useTranslation('verdict');
  const { t: households } = useTranslation('households');
  const { analysis, say, nameOf, format } = useSplitView();
  const { verdict, primary, plan } = analysis;
  const { effect, arm, against, perThousand, matureCount, plannedCount } = verdict;
  if (!primary || effect === null || arm === null || against === null) return null;
  const absolute = scaleOf('absolute', primary, analysis);
  const perThousandScale = scaleOf('perThousand', primary, analysis);
  const effectPerThousand = perThousand?.conversions ?? perThousand?.value;
  const currency = plan.worth?.currency ?? null;
  if (absolute === null || perThousandScale === null) return null;
  const figure = (label: string, interval: typeof effect | null | undefined, scale: Scale) => {
    if (!interval) return null;
    const line = lineOf(interval, scale);
    const digits = figureDigits(numbersOf([line]), scale.currency);
    return (
      line.estimate !== null &&
      line.outer && (
        <Figure
          label={label}
          value={say.effect(line.estimate, scale, digits)}
          note={t('interval', { range: say.range(line.outer, scale, digits) })}
        />
      )
    );
  };
  return (
    <div className="tl-figures">
      {figure(t('effect', { arm: nameOf(arm), against: nameOf(against) }), effect, absolute)}
      {figure(t('perThousand'), effectPerThousand, { ...perThousandScale, factor: 1 })}
      {currency !== null &&
        figure(t('perThousandMoney'), perThousand?.money, {
          id: 'money',
          unit: 'money',
          factor: 1,
          currency,
        })}
      {levelOf(primary, against) !== null && (
        <Figure
          label={analysis.unit ? households('mature') : t('mature')}
          value={format.number(matureCount)}
          {...(plannedCount === null
            ? {}
            : { note: t('maturePlanned', { planned: format.number(plannedCount) }) })}
        />
      )}
    </div>
  );
}
