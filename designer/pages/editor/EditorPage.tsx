import './editor.css';
import { Alert, Button, ConfigProvider, Spin } from 'antd';
import { type KeyboardEvent, lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import type { JourneyId } from '../../../shared/ids.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { JourneyCanvas } from '../../canvas/JourneyCanvas.tsx';
import { DictionaryContext } from '../../fields/dictionary.ts';
import { NodeDrawer } from '../../nodes/NodeDrawer.tsx';
import { FocusBack } from '../../shell/FocusBack.tsx';
import { Late } from '../../shell/Late.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { type Autosave, startAutosave } from './autosave.ts';
import { ConflictDialog } from './ConflictDialog.tsx';
import { EditorProvider, useEditor, useEditorStore } from './EditorContext.tsx';
import { EditorHeader, type Side } from './EditorHeader.tsx';
import type { EditorPort, LoadedJourney } from './editorPort.ts';
import { createEditorStore, type EditorStore, isReadOnly } from './editorStore.ts';
import { ProblemsPanel } from './ProblemsPanel.tsx';
import { readDraft } from './readDraft.ts';
import { isSafe } from './saveState.ts';
import { useChecking } from './useChecking.ts';
import { useDictionaries } from './useDictionaries.ts';
import { useLiveCounts } from './useLiveCounts.ts';

// what is opened by a click comes after the canvas has been drawn
const PublishDialog = lazy(() =>
  import('./PublishDialog.tsx').then((module) => ({ default: module.PublishDialog })),
);
const RehearsePanel = lazy(() =>
  import('./RehearsePanel.tsx').then((module) => ({ default: module.RehearsePanel })),
);
const SettingsPanel = lazy(() =>
  import('./SettingsPanel.tsx').then((module) => ({ default: module.SettingsPanel })),
);

export interface EditorPageProps {
  journeyId: JourneyId;
  port: EditorPort;
  scheme: 'light' | 'dark';
  /** the built-in kinds, and those an integrator added */
  registry?: NodeRegistry;
  goBack?: () => void;
  /** hears whether leaving now would lose changes */
  onSafety?: (isSafe: boolean) => void;
}

/** Where the focus goes when a panel is left. */
const CARD_CHOSEN = '.react-flow__node.selected';
const BUTTON_PRESSED = '.tl-editor-head [aria-pressed="true"]';

function SideContent({ side, openSide }: { side: Side | null; openSide(side: Side | null): void }) {
  const selected = useEditor((state) => state.selectedNodes);
  const locked = useEditor(isReadOnly);
  const [nodeId, ...others] = selected;
  const store = useEditorStore();
  const close = () => openSide(null);
  const leave = (event: KeyboardEvent<HTMLElement>) => {
    const { key, target, currentTarget } = event;
    if (key !== 'Escape' || !(target instanceof HTMLElement)) return;
    // a dialog or list that was opened in the panel is closed first
    if (!currentTarget.contains(target) || target.ariaExpanded === 'true') return;
    document.querySelector<HTMLElement>(side === null ? CARD_CHOSEN : BUTTON_PRESSED)?.focus();
    if (side === null) store.getState().select([]);
    else close();
  };
  const content =
    side === 'rehearse' ? (
      <RehearsePanel close={close} />
    ) : side === 'settings' ? (
      <SettingsPanel close={close} />
    ) : nodeId !== undefined && others.length === 0 ? (
      <NodeDrawer nodeId={nodeId} />
    ) : null;
  if (!content) return null;
  return (
    <aside className="tl-drawer" onKeyDown={leave}>
      <ConfigProvider componentDisabled={locked && side !== 'rehearse'}>
        <Suspense>{content}</Suspense>
      </ConfigProvider>
    </aside>
  );
}

function VersionBanner() {
  const { t } = useEditorWords();
  const store = useEditorStore();
  const version = useEditor((state) => state.shown?.version);
  if (version === undefined) return null;
  return (
    <Alert
      banner
      type="info"
      title={t('versions.readOnly', { version })}
      action={
        <Button size="small" onClick={() => store.getState().show(null)}>
          {t('versions.back')}
        </Button>
      }
    />
  );
}

/** Saving, from the first change to the page's end. */
function useAutosave(store: EditorStore, port: EditorPort, { revision }: LoadedJourney) {
  const autosave = useRef<Autosave | null>(null);
  const journeyId = useEditor((state) => state.history.present.id);
  useEffect(() => {
    const started = startAutosave({ store, port, journeyId, revision });
    autosave.current = started;
    return () => started.stop();
  }, [store, port, journeyId, revision]);
  const flush = useCallback(async () => (await autosave.current?.flush()) ?? false, []);
  const rebase = useCallback((published: number) => autosave.current?.rebase(published), []);
  return { flush, rebase };
}

function useLeaveGuard(onSafety: EditorPageProps['onSafety']): void {
  const safe = useEditor((state) => isSafe(state.save));
  useEffect(() => {
    onSafety?.(safe);
    if (safe) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [safe, onSafety]);
}

interface OpenEditorProps extends EditorPageProps {
  loaded: LoadedJourney;
  store: EditorStore;
  reload(): void;
}

function OpenEditor({ loaded, journeyId, store, port, scheme, goBack, onSafety, reload }: OpenEditorProps) {
  const [side, setSide] = useState<Side | null>(null);
  const [isPublishing, setPublishing] = useState(false);
  const [meta, setMeta] = useState(loaded);
  const { flush, rebase } = useAutosave(store, port, loaded);
  useChecking();
  useLiveCounts(meta);
  useLeaveGuard(onSafety);
  const refresh = useCallback(() => {
    port.load(journeyId).then(setMeta, () => undefined);
  }, [port, journeyId]);
  // choosing a node is asking for its settings
  const selected = useEditor((state) => state.selectedNodes);
  useEffect(() => {
    if (selected.length > 0) setSide((open) => (open === 'settings' ? null : open));
  }, [selected]);
  const goalsAsked = useEditor((state) => state.goalsAsked);
  useEffect(() => {
    if (goalsAsked) setSide('settings');
  }, [goalsAsked]);
  return (
    <div className="tl-editor">
      <EditorHeader
        journey={meta}
        side={side}
        openSide={setSide}
        publish={() => setPublishing(true)}
        changed={refresh}
        goBack={goBack}
      />
      <VersionBanner />
      <div className="tl-editor-main">
        <JourneyCanvas scheme={scheme} />
        <SideContent side={side} openSide={setSide} />
      </div>
      <ProblemsPanel />
      <ConflictDialog reload={reload} />
      <Suspense>
        {isPublishing && (
          <>
            <FocusBack />
            <PublishDialog
              flush={flush}
              close={() => setPublishing(false)}
              published={(revision) => {
                rebase(revision);
                setPublishing(false);
                const { history, set } = store.getState();
                set({ runningNodes: history.present.nodes });
                refresh();
              }}
            />
          </>
        )}
      </Suspense>
    </div>
  );
}

type Opening = { loaded: LoadedJourney; store: EditorStore } | 'loading' | 'failed';

function storeOf({ document, hasDraft, currentVersion }: LoadedJourney, registry: NodeRegistry): EditorStore {
  const draft = readDraft(document, registry);
  const store = createEditorStore(draft, registry);
  if (!hasDraft && currentVersion !== null) store.getState().set({ runningNodes: draft.nodes });
  return store;
}

/** The editor of one journey: canvas, settings, problems, rehearsal and publishing. */
export function EditorPage(props: EditorPageProps) {
  const { journeyId, port, registry = builtInRegistry } = props;
  const { t } = useEditorWords();
  const [opening, setOpening] = useState<Opening>('loading');
  const [attempt, setAttempt] = useState(0);
  const dictionary = useDictionaries(port, attempt);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another load
  useEffect(() => {
    let isCurrent = true;
    setOpening('loading');
    port.load(journeyId).then(
      (loaded) => {
        if (isCurrent) setOpening({ loaded, store: storeOf(loaded, registry) });
      },
      () => isCurrent && setOpening('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [port, journeyId, registry, attempt]);
  const reload = () => setAttempt(attempt + 1);
  if (opening === 'loading') {
    return (
      <Late>
        <Spin fullscreen description={t('page.loading')} />
      </Late>
    );
  }
  if (opening === 'failed') {
    return (
      <section className="tl-card tl-fault" role="alert">
        <h2>{t('page.loadFailed')}</h2>
        <Button onClick={reload}>{t('page.again')}</Button>
      </section>
    );
  }
  const { store } = opening;
  return (
    <EditorProvider store={store} port={port}>
      <DictionaryContext value={dictionary}>
        <OpenEditor key={`${journeyId}/${attempt}`} {...props} {...opening} reload={reload} />
      </DictionaryContext>
    </EditorProvider>
  );
}
