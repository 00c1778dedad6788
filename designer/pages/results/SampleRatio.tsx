import { CheckCircleOutlined, QuestionCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { SplitResult } from '../../../shared/api/results.ts';
import { useFormat } from '../../format/useFormat.ts';
import { pSign } from './reading.ts';

const icons = {
  ok: <CheckCircleOutlined aria-hidden />,
  suspect: <WarningOutlined aria-hidden />,
  tooFew: <QuestionCircleOutlined aria-hidden />,
};

/** Asked before anything else: a split whose arms are not filled as designed proves nothing. */
export function SampleRatio({ split: { sampleRatio, arms } }: { split: SplitResult }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const { verdict, p, expected, strayCount } = sampleRatio;
  return (
    <div className="tl-ratio" data-verdict={verdict} role={verdict === 'suspect' ? 'alert' : undefined}>
      <span className="tl-ratio-mark" aria-hidden>
        {icons[verdict]}
      </span>
      <div className="tl-stack-tight">
        <h3>{t('ratio.title')}</h3>
        <p>{t(`ratio.${verdict}`, { p: p === null ? '–' : pSign(p) })}</p>
        {strayCount > 0 && <p>{t('ratio.stray', { count: strayCount })}</p>}
        {verdict === 'suspect' && <p>{t('ratio.what')}</p>}
        {expected.length > 0 && (
          <p className="tl-row-wrap tl-small tl-tabular">
            {arms.map(({ id, name, exposed }) => (
              <span key={id}>
                {name}: <strong>{format.number(exposed)}</strong>{' '}
                <span className="tl-soft">
                  (
                  {t('ratio.expected', {
                    count: Math.round(expected.find(({ arm }) => arm === id)?.count ?? 0),
                  })}
                  )
                </span>
              </span>
            ))}
          </p>
        )}
      </div>
    </div>
  );
}
