import { ExperimentOutlined } from '@ant-design/icons';
import { Button, Input, Space } from 'antd';
import { lazy, Suspense } from 'react';
import { makeSalt } from '../commands/makeSalt.ts';
import { ArmsField } from '../fields/ArmsField.tsx';
import { numberAt, objectsAt, textAt, withFields } from '../fields/draft.ts';
import { Field } from '../fields/Field.tsx';
import { useEditorWords } from '../text/useEditorWords.ts';
import type { NodePanel, PanelProps } from './panel.ts';
import { TrafficSection, trafficSummary } from './TrafficSection.tsx';
import { UnitField } from './UnitField.tsx';

// statistics and calendars come with it
const PlanSection = lazy(() =>
  import('./plan/PlanSection.tsx').then((module) => ({ default: module.PlanSection })),
);

function SplitPanel(props: PanelProps) {
  const { settings, change } = props;
  const { t } = useEditorWords();
  return (
    <>
      <Field label={t('arms.title')} name="arms" isGroup>
        <ArmsField
          value={objectsAt(settings, 'arms')}
          change={(arms, key) => change(withFields(settings, { arms }), key)}
        />
      </Field>
      <TrafficSection {...props} />
      <UnitField {...props} />
      <Suspense>
        <PlanSection {...props} />
      </Suspense>
      <Field label={t('split.salt')} name="salt" hint={t('split.saltHint')}>
        {(id) => (
          <Space.Compact block>
            <Input id={id} className="tl-mono" readOnly value={textAt(settings, 'salt')} />
            <Button onClick={() => change(withFields(settings, { salt: makeSalt() }))}>
              {t('split.newSalt')}
            </Button>
          </Space.Compact>
        )}
      </Field>
    </>
  );
}

export const split: NodePanel = {
  icon: ExperimentOutlined,
  summary: (settings, words) => {
    const arms = objectsAt(settings, 'arms').map((arm) => {
      const control = arm.control === true ? ` (${words.t('arms.control')})` : '';
      const share = words.percent((numberAt(arm, 'share') ?? 0) / 100);
      return `${textAt(arm, 'name') || textAt(arm, 'id')} ${share}${control}`;
    });
    const tested = trafficSummary(settings, words);
    return [...(tested === null ? [] : [tested]), ...arms].join(' · ');
  },
  Panel: SplitPanel,
};
