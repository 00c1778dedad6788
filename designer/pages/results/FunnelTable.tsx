import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../../shared/experiment/analysis.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';
import { Tag } from '../../shell/Tag.tsx';
import { useSplitView } from './splitView.ts';

type Stages = Analysis['funnel'][number]['stages'];

/** Nobody at a stage that some must have passed to get further: its channel does not tell of it. */
function isUntold(stages: Stages, stage: Stages[number]['stage']): boolean {
  const at = stages.findIndex((candidate) => candidate.stage === stage);
  const isFurther = stages.slice(at + 1).some((later) => later.stage !== 'converted' && later.count > 0);
  return stages[at]?.count === 0 && isFurther;
}

/** What became of the messages of each arm: bars and numbers in one. */
export function FunnelTable() {
  const { t } = useTranslation('outcome');
  const { analysis, nameOf, format, say } = useSplitView();
  const { funnel } = analysis;
  // an arm without messages, the control often, has its ends only
  const longest = funnel.reduce<Stages>(
    (most, arm) => (arm.stages.length > most.length ? arm.stages : most),
    [],
  );
  const stages = longest.map(({ stage }) => stage);
  const isSilent = (arm: (typeof funnel)[number], stage: (typeof stages)[number]) =>
    arm.stages.every((candidate) => candidate.stage !== stage);
  const countOf = (arm: (typeof funnel)[number], stage: (typeof stages)[number]) =>
    arm.stages.find((candidate) => candidate.stage === stage)?.count ?? 0;
  return (
    <div>
      <div className="tl-row-wrap">
        <h3>{t('funnel.title')}</h3>
        <Tag form="hollow">{t('funnel.notDecision')}</Tag>
      </div>
      <p className="tl-hint">{t('funnel.about')}</p>
      {stages.length === 0 ? (
        <p className="tl-soft">{t('funnel.none')}</p>
      ) : (
        <ScrollBox label={t('funnel.title')}>
          <table className="tl-funnel">
            <thead>
              <tr>
                <th scope="col">{t('funnel.stage')}</th>
                {funnel.map(({ arm }) => (
                  <th key={arm} scope="col">
                    {nameOf(arm)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {stages.map((stage) => (
                <tr key={stage}>
                  <th scope="row">{t(`funnel.stages.${stage}`)}</th>
                  {funnel.map((arm) => {
                    if (isSilent(arm, stage) || isUntold(arm.stages, stage)) {
                      return (
                        <td key={arm.arm} className="tl-faint tl-small">
                          {t(isSilent(arm, stage) ? 'funnel.silent' : 'funnel.untold')}
                        </td>
                      );
                    }
                    const exposed = countOf(arm, 'exposed');
                    const share = exposed === 0 ? 0 : countOf(arm, stage) / exposed;
                    return (
                      <td key={arm.arm}>
                        <span className="tl-funnel-cell">
                          <span className="tl-funnel-bar" aria-hidden>
                            <span style={{ width: `${Math.min(100, 100 * share)}%` }} />
                          </span>
                          <span className="tl-funnel-count tl-tabular">
                            {format.number(countOf(arm, stage))}
                          </span>
                          <span className="tl-funnel-share tl-tabular tl-faint">{say.rate(share, 1)}</span>
                        </span>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </div>
  );
}
