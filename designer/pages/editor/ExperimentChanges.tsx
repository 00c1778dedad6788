import { CheckCircleOutlined, ForkOutlined, StopOutlined, WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ExperimentChange, PublishPreview } from '../../../shared/api/publishPreview.ts';
import { changeSettings } from '../../commands/changeSettings.ts';
import { makeSalt } from '../../commands/makeSalt.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor, useEditorStore } from './EditorContext.tsx';

/** The gravest first: it decides what becomes of the others. */
const MEANINGS = ['ends', 'newExperiment', 'newEpoch', 'safe'] as const;

const marks: { readonly [means in ExperimentChange['means']]: { icon: ReactNode; tone: string } } = {
  safe: { icon: <CheckCircleOutlined aria-hidden />, tone: 'good' },
  newEpoch: { icon: <ForkOutlined aria-hidden />, tone: 'note' },
  newExperiment: { icon: <WarningFilled aria-hidden />, tone: 'warning' },
  ends: { icon: <StopOutlined aria-hidden />, tone: 'warning' },
};

interface ExperimentChangesProps {
  experiments: PublishPreview['experiments'];
  /** works the preview out again */
  again(): void;
}

/** What each change means for what running experiments teach. */
export function ExperimentChanges({ experiments, again }: ExperimentChangesProps) {
  const { t, locale } = useEditorWords();
  return experiments.map(({ node, passedCount, changes }) => (
    <section key={node} className="tl-experiment-changes">
      <h4>
        <code>{node}</code> {t('publish.passed', { count: passedCount.toLocaleString(locale) })}
      </h4>
      <ul>
        {[...changes]
          .sort((a, b) => MEANINGS.indexOf(a.means) - MEANINGS.indexOf(b.means))
          .map(({ what, means }) => (
            <li key={what}>
              <span className={`tl-means tl-is-${marks[means].tone}`}>
                {marks[means].icon} {t(`publish.${means}`)}
              </span>
              <span>{t(`change.${what}`)}</span>
            </li>
          ))}
      </ul>
      <StartAnew node={node} changes={changes} again={again} />
    </section>
  ));
}

interface StartAnewProps {
  node: string;
  changes: readonly ExperimentChange[];
  again(): void;
}

/** Where a new experiment is meant but everybody would keep the old arm, a new salt makes it one. */
function StartAnew({ node, changes, again }: StartAnewProps) {
  const { t } = useEditorWords();
  const { edit, registry } = useEditorStore().getState();
  const settings = useEditor((state) => state.history.present.nodes[node]?.settings);
  const isMeant = changes.some(({ means }) => means === 'newExperiment');
  if (!isMeant || !settings || changes.some(({ what }) => what === 'salt')) return null;
  return (
    <p className="tl-field-hint">
      <Button
        size="small"
        onClick={() => {
          edit((journey) =>
            changeSettings(journey, { nodeId: node, settings: { ...settings, salt: makeSalt() } }, registry),
          );
          again();
        }}
      >
        {t('publish.startAnew')}
      </Button>{' '}
      {t('publish.startAnewHint')}
    </p>
  );
}
