import { Alert, Modal, Spin } from 'antd';
import { useEffect, useState } from 'react';
import type { MovePreview } from '../../../shared/api/movePreview.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor, useEditorPort } from './EditorContext.tsx';
import { useDialogDeed } from './useDialogDeed.ts';

type Loaded = MovePreview | 'loading' | 'failed';

function useMove(version: number): Loaded {
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  const [loaded, setLoaded] = useState<Loaded>('loading');
  useEffect(() => {
    let isCurrent = true;
    port.move(journeyId, version).then(
      (move) => isCurrent && setLoaded(move),
      () => isCurrent && setLoaded('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [port, journeyId, version]);
  return loaded;
}

function Places({ places }: Pick<MovePreview, 'places'>) {
  const { t, of, list, locale } = useEditorWords();
  const channelWords = useChannelWords();
  const registry = useEditor((state) => state.registry);
  const kindName = (kind: string) => {
    const definition = registry.definitionOf({ kind });
    return definition ? of(definition.words.name) : kind;
  };
  return (
    <table className="tl-moves" aria-label={t('undoMove.places')}>
      <thead>
        <tr>
          <th>{t('undoMove.node')}</th>
          <th>{t('undoMove.backCount')}</th>
          <th>{t('undoMove.onCount')}</th>
          <th>{t('undoMove.next')}</th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ node, kind, goBack, movedOn, next }) => (
          <tr key={node}>
            <td>
              {kindName(kind)} <code>{node}</code>
            </td>
            <td className="tl-number">{goBack.toLocaleString(locale)}</td>
            <td className="tl-number">{movedOn.toLocaleString(locale)}</td>
            <td>
              {next.length === 0
                ? t('undoMove.nextNothing')
                : list(next.map(({ channel, template }) => `${channelWords(channel)} · ${template}`))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What undoing means for everybody concerned, in sentences with their numbers. */
function Consequences({ move }: { move: MovePreview }) {
  const { t, locale } = useEditorWords();
  const { version, state, refusal, moved, goBack, movedOn, wentBack, notMoved, places } = move;
  const shown = (count: number) => count.toLocaleString(locale);
  const overdue = places.reduce((sum, place) => sum + place.overdue, 0);
  if (refusal) return <Alert type="error" showIcon title={refusal.text} />;
  return (
    <div className="tl-stack">
      <p>
        {goBack === 0
          ? t('undoMove.nobody')
          : t('undoMove.goBack', { back: shown(goBack), moved: shown(moved) })}
      </p>
      {movedOn > 0 && <p>{t('undoMove.movedOn', { count: shown(movedOn), version })}</p>}
      {notMoved > 0 && <p>{t('undoMove.notMoved', { count: shown(notMoved) })}</p>}
      {wentBack > 0 && <p>{t('undoMove.wentBack', { count: shown(wentBack) })}</p>}
      {places.length > 0 && <Places places={places} />}
      {overdue > 0 && (
        <Alert type="warning" showIcon title={t('undoMove.overdue', { count: shown(overdue) })} />
      )}
      {state === 'paused' && <Alert type="info" showIcon title={t('undoMove.paused')} />}
      <p className="tl-field-hint">
        {t('undoMove.newEntries', { version })} {t('undoMove.meanwhile')}
      </p>
    </div>
  );
}

interface UndoMoveDialogProps {
  /** the version that took people over */
  version: number;
  close(): void;
  changed(): void;
}

/** Says how many go back, how many have moved on and what comes next, before the move is undone. */
export function UndoMoveDialog({ version, close, changed }: UndoMoveDialogProps) {
  const { t } = useEditorWords();
  const port = useEditorPort();
  const journeyId = useEditor((state) => state.history.present.id);
  const loaded = useMove(version);
  const { isBusy, carryOut } = useDialogDeed({ close, changed });
  const move = typeof loaded === 'object' ? loaded : null;
  const hasSomebody = move !== null && move.goBack + move.notMoved > 0;
  const undo = () => carryOut(() => port.undoMove(journeyId, version), t('undoMove.done'));
  return (
    <Modal
      open
      title={t('undoMove.title', { version })}
      okText={t('undoMove.now')}
      cancelText={t('page.cancel')}
      confirmLoading={isBusy}
      okButtonProps={{ disabled: !hasSomebody || move?.refusal !== null, danger: true }}
      onOk={() => void undo()}
      onCancel={close}
      width={640}
    >
      {loaded === 'loading' && (
        <Spin description={t('undoMove.loading')}>
          <div className="tl-spin-room" />
        </Spin>
      )}
      {loaded === 'failed' && <Alert type="error" showIcon title={t('undoMove.failed')} />}
      {move && <Consequences move={move} />}
    </Modal>
  );
}
