import { CloseOutlined, CopyOutlined, DeleteOutlined, DisconnectOutlined } from '@ant-design/icons';
import { Button, InputNumber, Tooltip } from 'antd';
import { type ReactNode, useMemo } from 'react';
import type { NodeId } from '../../shared/ids.ts';
import { type Journey, MAX_VISITS_DEFAULT, MAX_VISITS_MAX, type Node } from '../../shared/journey/journey.ts';
import { changeSettings } from '../commands/changeSettings.ts';
import { disconnect } from '../commands/disconnect.ts';
import { makeSalt } from '../commands/makeSalt.ts';
import { type DrawnOutlet, outletsOf } from '../commands/outletsOf.ts';
import { duplicateNodes } from '../commands/pasteNodes.ts';
import { removeNodes } from '../commands/removeNodes.ts';
import { setMaxVisits } from '../commands/setMaxVisits.ts';
import { Field, FieldProblems } from '../fields/Field.tsx';
import { useEditor, useEditorStore } from '../pages/editor/EditorContext.tsx';
import { documentOf, isReadOnly } from '../pages/editor/editorStore.ts';
import { useOutletWords } from '../pages/editor/useOutletWords.ts';
import { problemSentence } from '../text/problemSentence.ts';
import { type EditorWords, useEditorWords } from '../text/useEditorWords.ts';
import { MoreSettings } from './MoreSettings.tsx';
import { panelOf } from './panels.ts';

interface NodeProps {
  nodeId: NodeId;
  node: Node;
}

function Head({ nodeId, node }: NodeProps) {
  const words = useEditorWords();
  const { t } = words;
  const store = useEditorStore();
  const locked = useEditor(isReadOnly);
  const { registry, edit, select } = store.getState();
  const definition = registry.definitionOf(node);
  const { icon: Icon } = panelOf(node.kind);
  const action = (label: string, icon: ReactNode, run: () => void, disabled = false) => (
    <Tooltip title={label}>
      <Button type="text" size="small" icon={icon} aria-label={label} onClick={run} disabled={disabled} />
    </Tooltip>
  );
  return (
    <header className={`tl-drawer-head tl-group-${definition?.group ?? 'unknown'}`}>
      <span className="tl-card-icon" aria-hidden>
        <Icon />
      </span>
      <span className="tl-drawer-title">
        <h2>{definition ? words.of(definition.words.name) : node.kind}</h2>
        <code>{nodeId}</code>
      </span>
      {action(
        t('node.duplicate'),
        <CopyOutlined aria-hidden />,
        () => edit((journey) => duplicateNodes(journey, [nodeId], registry, makeSalt)),
        locked,
      )}
      {action(
        t('node.remove'),
        <DeleteOutlined aria-hidden />,
        () => edit((journey) => removeNodes(journey, [nodeId])),
        locked,
      )}
      {action(t('node.close'), <CloseOutlined aria-hidden />, () => select([]))}
    </header>
  );
}

function leadsTo(
  node: Node,
  outlet: DrawnOutlet,
  outlets: readonly DrawnOutlet[],
  { t, of }: EditorWords,
): string {
  const target = node.next[outlet.id];
  if (target !== undefined) return t('node.leadsTo', { node: target });
  const fallback = outlet.unconnected;
  if (fallback && 'exit' in fallback) return t('node.exitsAs', { reason: fallback.exit });
  const through = fallback && outlets.find(({ id }) => id === fallback.through);
  return through ? t('node.fallsThrough', { outlet: of(through.words) }) : t('node.endsHere');
}

function WaysOut({ nodeId, node }: NodeProps) {
  const words = useEditorWords();
  const { t, of } = words;
  const store = useEditorStore();
  const locked = useEditor(isReadOnly);
  const { registry, edit, focus } = store.getState();
  const outlets = outletsOf(node, registry);
  if (outlets.length === 0) return null;
  return (
    <Field label={t('node.outlets')} isGroup>
      <ul className="tl-ways">
        {outlets.map((outlet) => {
          const target = node.next[outlet.id];
          const said = leadsTo(node, outlet, outlets, words);
          return (
            <li key={outlet.id}>
              <span>{of(outlet.words)}</span>
              {target === undefined ? (
                <em>{said}</em>
              ) : (
                <>
                  <Button type="link" size="small" disabled={false} onClick={() => focus(target)}>
                    {said}
                  </Button>
                  <Button
                    type="text"
                    size="small"
                    icon={<DisconnectOutlined aria-hidden />}
                    disabled={locked}
                    aria-label={t('node.cut', { outlet: of(outlet.words) })}
                    onClick={() =>
                      edit((journey) => disconnect(journey, { from: nodeId, outlet: outlet.id }))
                    }
                  />
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Field>
  );
}

function MaxVisits({ nodeId, node }: NodeProps) {
  const { t } = useEditorWords();
  const { edit } = useEditorStore().getState();
  return (
    <Field label={t('node.maxVisits')} hint={t('node.maxVisitsHint')} isOptional>
      {(id) => (
        <InputNumber
          id={id}
          min={1}
          max={MAX_VISITS_MAX}
          precision={0}
          placeholder={String(MAX_VISITS_DEFAULT)}
          value={node.maxVisits ?? null}
          onChange={(maxVisits) =>
            edit((journey) => setMaxVisits(journey, { nodeId, maxVisits }), `${nodeId}.maxVisits`)
          }
        />
      )}
    </Field>
  );
}

function useNodeProblems(nodeId: NodeId) {
  const problems = useEditor((state) => state.problems);
  return useMemo(() => problems.filter((problem) => problem.nodeId === nodeId), [problems, nodeId]);
}

/** Settings of the one node that is selected. */
export function NodeDrawer({ nodeId }: { nodeId: NodeId }) {
  const words = useEditorWords();
  const { of, t } = words;
  const store = useEditorStore();
  const node = useEditor((state): Journey['nodes'][string] | undefined => documentOf(state).nodes[nodeId]);
  const problems = useNodeProblems(nodeId);
  const outletWords = useOutletWords();
  const locked = useEditor(isReadOnly);
  if (!node) return null;
  const { registry, edit } = store.getState();
  const definition = registry.definitionOf(node);
  const { Panel } = panelOf(node.kind);
  const shape = definition?.behaviour.shape;
  const canBeOnLoop = shape !== 'enter' && shape !== 'end';
  return (
    <FieldProblems value={{ problems, kind: node.kind }}>
      <Head nodeId={nodeId} node={node} />
      <div className="tl-drawer-body">
        {definition && <p className="tl-drawer-about">{of(definition.words.about)}</p>}
        {problems
          .filter(({ field }) => field === undefined)
          .map((problem) => (
            <p
              key={`${problem.code}${JSON.stringify(problem.params)}`}
              className={`tl-field-problem tl-is-${problem.severity}`}
            >
              {problemSentence(problem, node.kind, words, (outlet) => outletWords(nodeId, outlet))}
            </p>
          ))}
        <fieldset className="tl-plain" disabled={locked}>
          <Panel
            key={nodeId}
            nodeId={nodeId}
            settings={node.settings}
            problems={problems}
            change={(settings, key) =>
              edit(
                (journey) => changeSettings(journey, { nodeId, settings }, registry),
                key && `${nodeId}.${key}`,
              )
            }
          />
        </fieldset>
        <WaysOut nodeId={nodeId} node={node} />
        {(canBeOnLoop || node.maxVisits !== undefined) && (
          <MoreSettings label={t('node.loops')}>
            <MaxVisits nodeId={nodeId} node={node} />
          </MoreSettings>
        )}
      </div>
    </FieldProblems>
  );
}
