import { Radio, Select } from 'antd';
import type { PublishMove, PublishPreview } from '../../../shared/api/journeys.ts';
import { useChannelWords } from '../../shell/ChannelName.tsx';
import { useEditorWords } from '../../text/useEditorWords.ts';
import { useEditor } from './EditorContext.tsx';
import type { PublishPlan } from './editorPort.ts';

/** Stands for leaving the journey; no node can be called this. */
const LEAVE = '/leave';

interface InsidePlanProps {
  preview: PublishPreview;
  plan: PublishPlan;
  choose(plan: PublishPlan): void;
}

/** What becomes of the people inside earlier versions: they stay, or move by a plan. */
export function InsidePlan({ preview: { policy, moves }, plan, choose }: InsidePlanProps) {
  const { t } = useEditorWords();
  return (
    <>
      <Radio.Group
        vertical
        aria-label={t('publish.inside')}
        value={plan.policy ?? policy}
        onChange={(event) => choose({ policy: event.target.value === 'migrate' ? 'migrate' : 'pin' })}
        options={[
          { value: 'pin', label: t('publish.insideStay') },
          { value: 'migrate', label: t('publish.insideMove') },
        ]}
      />
      {policy === 'migrate' && moves.length > 0 && (
        <table className="tl-moves">
          <thead>
            <tr>
              <th>{t('publish.moveFrom')}</th>
              <th>{t('publish.moveCount')}</th>
              <th>{t('publish.moveTo')}</th>
              <th>{t('publish.moveNext')}</th>
            </tr>
          </thead>
          <tbody>
            {moves.map((move) => (
              <MoveRow
                key={`${move.node}/${move.kind}`}
                move={move}
                send={(target) => choose({ policy: 'migrate', map: { ...plan.map, [move.node]: target } })}
              />
            ))}
          </tbody>
        </table>
      )}
      {policy === 'migrate' && <p className="tl-field-hint">{t('publish.moveHint')}</p>}
    </>
  );
}

function MoveRow({ move, send }: { move: PublishMove; send(target: string | null): void }) {
  const { t, of, locale } = useEditorWords();
  const nodes = useEditor((state) => state.history.present.nodes);
  const registry = useEditor((state) => state.registry);
  const { node, kind, count, target } = move;
  const kindName = (one: string) => {
    const definition = registry.definitionOf({ kind: one });
    return definition ? of(definition.words.name) : one;
  };
  const targets = Object.entries(nodes).filter(
    ([, one]) => registry.definitionOf(one)?.behaviour.shape !== 'enter',
  );
  return (
    <tr>
      <td>
        {kindName(kind)} <code>{node}</code>
      </td>
      <td className="tl-number">{count.toLocaleString(locale)}</td>
      <td>
        <Select
          style={{ width: 220 }}
          aria-label={t('publish.moveTarget', { node })}
          showSearch={{ optionFilterProp: 'label' }}
          value={target ?? LEAVE}
          onChange={(value) => send(value === LEAVE ? null : value)}
          options={[
            { value: LEAVE, label: t('publish.moveLeave') },
            ...targets.map(([id, one]) => ({ value: id, label: `${kindName(one.kind)} ${id}` })),
          ]}
        />
      </td>
      <td>
        <NextWords move={move} />
      </td>
    </tr>
  );
}

/** What somebody who moves gets next. */
function NextWords({ move: { target, arrives, next } }: { move: PublishMove }) {
  const { t, list } = useEditorWords();
  const channelWords = useChannelWords();
  if (target === null) return t('publish.nextOut');
  const messages = next.map(({ channel, template }) => `${channelWords(channel)} · ${template}`);
  const when = t(arrives ? 'publish.nextNow' : 'publish.nextWait');
  return `${when} ${messages.length === 0 ? t('publish.nextNothing') : list(messages)}`;
}
