import { ArrowLeftOutlined, PlayCircleOutlined, RocketOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { changeJourney } from '../../commands/changeJourney.ts';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { DeedMenu } from './DeedMenu.tsx';
import { useEditor, useEditorPort, useEditorStore } from './EditorContext.tsx';
import type { LoadedJourney } from './editorPort.ts';
import { documentOf, isReadOnly } from './editorStore.ts';
import { SaveMark } from './SaveMark.tsx';
import { VersionPicker } from './VersionPicker.tsx';

export type Side = 'settings' | 'rehearse';

interface EditorHeaderProps {
  journey: LoadedJourney;
  side: Side | null;
  openSide(side: Side | null): void;
  publish(): void;
  changed(): void;
  goBack?: (() => void) | undefined;
}

function NameInput() {
  const { t } = useEditorWords();
  const store = useEditorStore();
  const name = useEditor((state) => documentOf(state).name);
  const locked = useEditor(isReadOnly);
  return (
    <Input
      variant="borderless"
      className="tl-name"
      aria-label={t('page.name')}
      maxLength={200}
      value={name}
      readOnly={locked}
      onChange={(event) =>
        store.getState().edit((journey) => changeJourney(journey, { name: event.target.value }), 'name')
      }
    />
  );
}

/** Leads to the customers a fault holds, whichever version they are in. */
function ParkedButton({ count }: { count: number }) {
  const { t } = useEditorWords();
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  if (count === 0) return null;
  return (
    <Button size="small" danger onClick={() => port.openParked(journeyId)}>
      {t('page.parked', { count })}
    </Button>
  );
}

/** What journey this is, whether it is safe, and what can be done with it as a whole. */
export function EditorHeader(props: EditorHeaderProps) {
  const { journey, side, openSide, publish, changed, goBack } = props;
  const { t } = useEditorWords();
  const locked = useEditor(isReadOnly);
  const name = useEditor((state) => documentOf(state).name);
  const toggle = (which: Side) => openSide(side === which ? null : which);
  return (
    <header className="tl-editor-head">
      <h1 className="tl-unseen">{name}</h1>
      {goBack && (
        <Button
          type="text"
          icon={<ArrowLeftOutlined aria-hidden />}
          aria-label={t('page.back')}
          onClick={goBack}
        />
      )}
      <NameInput />
      <span className={`tl-state tl-state-${journey.state}`}>{t(`state.${journey.state}`)}</span>
      <VersionPicker versions={journey.versions} currentVersion={journey.currentVersion} />
      <ParkedButton count={journey.totals.parked} />
      {!locked && <SaveMark />}
      <span className="tl-push" />
      <Button
        type="text"
        icon={<SettingOutlined aria-hidden />}
        aria-pressed={side === 'settings'}
        // on a narrow screen its words are not shown
        aria-label={t('page.settings')}
        title={t('page.settings')}
        onClick={() => toggle('settings')}
      >
        <span className="tl-wide-only">{t('page.settings')}</span>
      </Button>
      <Button
        type="text"
        icon={<PlayCircleOutlined aria-hidden />}
        aria-pressed={side === 'rehearse'}
        // on a narrow screen its words are not shown
        aria-label={t('page.rehearse')}
        title={t('page.rehearse')}
        disabled={locked}
        onClick={() => toggle('rehearse')}
      >
        <span className="tl-wide-only">{t('page.rehearse')}</span>
      </Button>
      <DeedMenu deeds={journey.deeds} undoableMove={journey.undoableMove} changed={changed} />
      <Button type="primary" icon={<RocketOutlined aria-hidden />} disabled={locked} onClick={publish}>
        {t('page.publish')}
      </Button>
    </header>
  );
}
