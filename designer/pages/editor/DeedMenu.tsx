import { EllipsisOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Radio } from 'antd';
import { problemText } from '../../../shared/problem.ts';
import { type EditorWords, useEditorWords } from '../../text/useEditorWords.ts';
import { useEditorPort, useEditorStore } from './EditorContext.tsx';
import type { Deed, JourneyState } from './EditorPort.ts';

/** What a journey can be made to do in each state (language.md §8). */
const DEEDS: { readonly [state in JourneyState]: readonly Deed['deed'][] } = {
  draft: [],
  live: ['pause', 'close'],
  paused: ['resume', 'stop'],
  closed: ['stop'],
  stopped: [],
  archived: [],
};

type Backlog = Extract<Deed, { deed: 'resume' }>['backlog'];

/** The consequences in words; resuming also asks what becomes of what was held. */
function consequences(deed: Deed['deed'], { t }: EditorWords, choose: (backlog: Backlog) => void) {
  const text = <p>{t(`deed.${deed}Text`)}</p>;
  if (deed !== 'resume') return text;
  return (
    <>
      {text}
      <Radio.Group
        aria-label={t('deed.backlog')}
        defaultValue="release"
        options={[
          { value: 'release', label: t('deed.release') },
          { value: 'drop', label: t('deed.drop') },
        ]}
        onChange={(event) => choose(event.target.value === 'drop' ? 'drop' : 'release')}
      />
    </>
  );
}

export function DeedMenu({ state, changed }: { state: JourneyState; changed(): void }) {
  const words = useEditorWords();
  const { t, locale } = words;
  const { modal, message } = App.useApp();
  const port = useEditorPort();
  const store = useEditorStore();
  const deeds = DEEDS[state];
  if (deeds.length === 0) return null;

  const carryOut = async (deed: Deed) => {
    try {
      const result = await port.changeState(store.getState().history.present.id, deed);
      if (!result.ok) {
        void message.error(result.problems.map((problem) => problemText(problem, locale)).join(' '));
      }
      changed();
    } catch {
      void message.error(t('deed.failed'));
    }
  };
  const ask = (deed: Deed['deed']) => {
    let backlog: Backlog = 'release';
    modal.confirm({
      title: t(`deed.${deed}Title`),
      content: consequences(deed, words, (chosen) => {
        backlog = chosen;
      }),
      okText: t(`deed.${deed}`),
      cancelText: t('page.cancel'),
      okButtonProps: { danger: deed === 'stop' || deed === 'close' },
      onOk: () => carryOut(deed === 'resume' ? { deed, backlog } : { deed }),
    });
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: deeds.map((deed) => ({ key: deed, label: t(`deed.${deed}`), danger: deed === 'stop' })),
        // the keys are the deeds
        onClick: ({ key }) => ask(key as Deed['deed']),
      }}
    >
      <Button type="text" icon={<EllipsisOutlined />} aria-label={t('page.actions')} />
    </Dropdown>
  );
}
