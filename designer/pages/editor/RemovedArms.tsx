import { Radio, Select } from 'antd';
import { useEditorWords } from '../../text/useEditorWords.ts';
import type { PublishPlan } from './editorPort.ts';
import type { RemovedArm } from './removedArmsAsked.ts';

type Chosen = NonNullable<PublishPlan['removedArms']>;

interface RemovedArmsProps {
  arms: readonly RemovedArm[];
  chosen: Chosen;
  choose(chosen: Chosen): void;
}

/** What becomes of the customers of arms taken away: nobody is moved without somebody having said so. */
export function RemovedArms({ arms, chosen, choose }: RemovedArmsProps) {
  const { t, locale } = useEditorWords();
  return arms.map(({ node, arm, name, customerCount, present }) => {
    const into = chosen[node]?.[arm];
    const decide = (target: string | null) =>
      choose({ ...chosen, [node]: { ...chosen[node], [arm]: target } });
    const question = t('publish.removedArm', { arm: name, count: customerCount.toLocaleString(locale) });
    return (
      <section key={`${node}/${arm}`} className="tl-experiment-changes">
        <h4>{question}</h4>
        <Radio.Group
          vertical
          aria-label={question}
          value={into === undefined ? null : into === null ? 'redraw' : 'into'}
          onChange={(event) => decide(event.target.value === 'into' ? (present[0]?.id ?? null) : null)}
          options={[
            { value: 'redraw', label: t('publish.removedRedraw') },
            { value: 'into', label: t('publish.removedInto') },
          ]}
        />
        {typeof into === 'string' && (
          <Select
            style={{ width: 220 }}
            aria-label={t('publish.removedTarget', { arm: name })}
            value={into}
            onChange={decide}
            options={present.map(({ id, name: label }) => ({ value: id, label }))}
          />
        )}
      </section>
    );
  });
}
