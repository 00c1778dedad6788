import type { EChartsCoreOption } from 'echarts/core';
import type { ChartText } from '../../charts/chartText.ts';
import type { Palette } from '../../palette.ts';
import { FLOW_ENDS, type Flow } from './flowLinks.ts';

interface FlowLook {
  palette: Palette;
  text: ChartText;
  nameOf(id: string): string;
  /** the kind's word beside a node's id; an end has none */
  kindOf(id: string): string | null;
  number(value: number): string;
}

/** What a newer version moved stands out from what went its way. */
const moveColour = ({ series, accent }: Palette) => series[1] ?? accent;

const NODE_WIDTH = 8;
const LABEL_WIDTH_MAX = 150;
const LABEL_WIDTH_MIN = 44;
const LABEL_GAP = 4;
/** beside the last column, where the ends are named */
const END_WIDTH = 100;
const LABEL_SIZE = 11;
/** of the label's size, on average */
const LETTER_WIDTH = 6.4;
const END_LETTERS = 16;
const KIND_SIZE = 10;
/** room on the narrowest screen that is read in earnest */
const DRAWING_WIDTH = 880;

/** Columns the streams run through: nodes on the longest way, which a flow without circles has. */
function columnCount({ nodes, links }: Flow): number {
  const targets = new Map<string, string[]>();
  for (const { source, target } of links) targets.set(source, [...(targets.get(source) ?? []), target]);
  const found = new Map<string, number>();
  const below = (id: string): number => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const depth = 1 + Math.max(0, ...(targets.get(id) ?? []).map(below));
    found.set(id, depth);
    return depth;
  };
  return Math.max(1, ...nodes.map(({ id }) => below(id)));
}

/** A label may be no wider than the way to the next column: there the next label begins. */
function labelWidth(flow: Flow): number {
  const step = (DRAWING_WIDTH - END_WIDTH) / Math.max(1, columnCount(flow) - 1);
  return Math.max(LABEL_WIDTH_MIN, Math.min(LABEL_WIDTH_MAX, Math.floor(step)) - NODE_WIDTH - LABEL_GAP);
}

/** A name in lines of so many letters, broken where a word of it begins: `welcomeSms`, `card-reminder`, `Update profile`. */
export function inLines(name: string, lettersMax: number): string {
  const words = name.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[-_ ])/);
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.pop();
    if (last === undefined) lines.push(word);
    else if (last.length + word.trimEnd().length > lettersMax) lines.push(last, word);
    else lines.push(last + word);
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** The streams of customers from node to node. */
export function flowOption(flow: Flow, look: FlowLook): EChartsCoreOption {
  const { nodes, links } = flow;
  const { palette, text, nameOf, kindOf, number } = look;
  const letters = Math.floor(labelWidth(flow) / LETTER_WIDTH);
  const ends = Object.values(FLOW_ENDS).filter((end) => links.some(({ target }) => target === end));
  const intoOf = (id: string) =>
    links.reduce((sum, { target, value }) => sum + (target === id ? value : 0), 0);
  const colourOf = (id: string) =>
    id === FLOW_ENDS.here ? palette.note : id === FLOW_ENDS.ended ? palette.textFaint : palette.accent;
  const all = [
    ...nodes.map(({ id, arrived }) => ({ id, count: arrived })),
    ...ends.map((id) => ({ id, count: intoOf(id) })),
  ];
  const countOf = new Map(all.map(({ id, count }) => [id, count]));
  return {
    animation: false,
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      backgroundColor: palette.raised,
      borderColor: palette.line,
      textStyle: { ...text, color: palette.text },
      formatter: ({ data }: { data: { name?: string; source?: string; target?: string; value: number } }) =>
        data.source === undefined
          ? `${nameOf(data.name ?? '')}: ${number(countOf.get(data.name ?? '') ?? 0)}`
          : `${nameOf(data.source)} → ${nameOf(data.target ?? '')}: ${number(data.value)}`,
    },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: END_WIDTH,
        top: 12,
        bottom: 12,
        nodeWidth: NODE_WIDTH,
        nodeGap: 18,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        data: all.map(({ id }) => ({ name: id, itemStyle: { color: colourOf(id), borderWidth: 0 } })),
        links: links.map(({ isMove, ...link }) => ({
          ...link,
          ...(isMove ? { lineStyle: { color: moveColour(palette) } } : {}),
        })),
        lineStyle: { color: palette.accent, opacity: 0.18, curveness: 0.5 },
        label: {
          ...text,
          fontSize: LABEL_SIZE,
          color: palette.text,
          formatter: ({ name }: { name: string }) => {
            const [kind, count] = [kindOf(name), number(countOf.get(name) ?? 0)];
            if (kind === null) return `${inLines(nameOf(name), END_LETTERS)}\n${count}`;
            const kindLines = inLines(kind, letters).split('\n');
            return [...kindLines.map((line) => `{kind|${line}}`), inLines(name, letters), count].join('\n');
          },
          rich: { kind: { color: palette.textFaint, fontSize: KIND_SIZE } },
        },
      },
    ],
  };
}
