import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Counts } from '../../../shared/api/journeys.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { builtInRegistry } from '../../../shared/nodes/kinds.ts';
import { useFormat } from '../../format/useFormat.ts';
import { usePreferences } from '../../preferences.ts';
import { ScrollBox } from '../../shell/ScrollBox.tsx';
import { Tag } from '../../shell/Tag.tsx';
import { useOutletNames } from '../../shell/useOutletNames.ts';
import { useOutcomeWords } from '../../shell/useReasonWords.ts';
import { arrivedFrom } from './flowLinks.ts';
import { nodesInOrder } from './nodeOrder.ts';
import { Tally } from './Tally.tsx';

type NodeCounts = Counts['nodes'][string];
interface FlowRow extends NodeCounts {
  id: string;
  kind: string;
  /** by the node they were taken to when a newer version took over */
  movedTo: { readonly [node: string]: number };
}

/** A reason among the outlets, told apart by the node it led to. */
const MIGRATED = 'migrated';

function movedTo(from: string, { nodes }: Counts): FlowRow['movedTo'] {
  const targets = Object.entries(nodes).map(([id, { moved }]): [string, number] => [id, moved[from] ?? 0]);
  return Object.fromEntries(targets.filter(([, count]) => count > 0));
}

/** Nodes of the document in its order, then those it does not have. */
function rowsOf(document: JsonObject, counts: Counts): FlowRow[] {
  const listed = nodesInOrder(document);
  const known = new Set(listed.map(({ id }) => id));
  const gone = Object.keys(counts.nodes).filter((id) => id !== '' && !known.has(id));
  return [...listed, ...gone.map((id) => ({ id, kind: '' }))].flatMap(({ id, kind }) => {
    const ofNode = counts.nodes[id];
    return ofNode ? [{ id, kind, ...ofNode, movedTo: movedTo(id, counts) }] : [];
  });
}

interface FlowTableProps {
  journeyId: string;
  /** the nodes of all versions */
  document: JsonObject;
  counts: Counts;
}

/** How many reached each node, where they are now, and how they went on. */
export function FlowTable({ journeyId, document, counts }: FlowTableProps) {
  const rows = rowsOf(document, counts);
  const outletName = useOutletNames(journeyId, document);
  const { entered } = counts;
  const { t } = useTranslation('results');
  const format = useFormat();
  const language = usePreferences((state) => state.language);
  const outcomeWords = useOutcomeWords();
  const columns: TableColumnsType<FlowRow> = [
    {
      key: 'node',
      title: t('flow.node'),
      width: 200,
      render: (_, { id, kind, parked }) => (
        <>
          <code>{id}</code>{' '}
          <span className="tl-faint tl-small">
            {builtInRegistry.definitionOf({ kind })?.words.name[language] ?? kind}
          </span>
          {parked > 0 && (
            <div>
              <Tag tone="bad" form="square">
                {t('flow.parked', { count: parked })}
              </Tag>
            </div>
          )}
        </>
      ),
    },
    {
      key: 'arrived',
      title: t('flow.arrived'),
      width: 180,
      render: (_, { id, ...ofNode }) => {
        const arrived = arrivedFrom(id, ofNode);
        return (
          <span className="tl-row">
            <span className="tl-number tl-flow-count">{format.number(arrived)}</span>
            <span className="tl-bar" aria-hidden>
              <span style={{ width: entered === 0 ? 0 : `${Math.min(100, (100 * arrived) / entered)}%` }} />
            </span>
          </span>
        );
      },
    },
    {
      key: 'here',
      title: t('flow.here'),
      width: 100,
      align: 'right',
      className: 'tl-number',
      render: (_, { here }) => format.number(here),
    },
    {
      key: 'left',
      title: t('flow.left'),
      render: (_, { id, left, movedTo }) => <LeftTally {...{ id, left, movedTo }} outletName={outletName} />,
    },
    {
      key: 'messages',
      title: t('flow.messages'),
      render: (_, { messages }) => <Tally counts={messages} words={outcomeWords} />,
    },
    { key: 'ended', title: t('flow.ended'), render: (_, { ended }) => <Tally counts={ended} /> },
  ];
  return (
    <ScrollBox label={t('flow.title')}>
      <Table<FlowRow>
        aria-label={t('flow.title')}
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={rows}
        pagination={false}
      />
    </ScrollBox>
  );
}

interface LeftTallyProps extends Pick<FlowRow, 'id' | 'left' | 'movedTo'> {
  outletName(node: string, outlet: string): string;
}

/** Who went on by which outlet, and who was taken where by a newer version. */
function LeftTally({ id, left, movedTo, outletName }: LeftTallyProps) {
  const { t } = useTranslation('results');
  const moves = Object.entries(movedTo).map(([node, count]): [string, number] => [
    node === id ? t('flow.movedHere') : t('flow.movedTo', { node }),
    count,
  ]);
  const ways = Object.entries(left)
    .filter(([outlet]) => outlet !== MIGRATED)
    .map(([outlet, count]): [string, number] => [outletName(id, outlet), count]);
  return <Tally counts={Object.fromEntries([...ways, ...moves])} words={(words) => words} />;
}
