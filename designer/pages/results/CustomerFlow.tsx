import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Counts, JourneyDetail } from '../../../shared/api/journeys.ts';
import { useCounts } from '../../api/journeys.ts';
import { ChartFigure } from '../../charts/ChartFigure.tsx';
import { chartText } from '../../charts/chartText.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useRegistry } from '../../nodes/useRegistry.ts';
import { palettes } from '../../palette.ts';
import { usePreferences } from '../../preferences.ts';
import { Loaded } from '../../shell/Loaded.tsx';
import { FlowTable } from './FlowTable.tsx';
import { FLOW_ENDS, flowLinks, unionOf } from './flowLinks.ts';
import { flowOption } from './flowOption.ts';
import { Tally } from './Tally.tsx';
import { useFlowParts } from './useFlowParts.ts';

/** How customers moved: as streams, and in numbers. */
export function CustomerFlow({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation('results');
  return (
    <Loaded query={useCounts(journey.id)}>
      {(counts) => (
        <section className="tl-card">
          <div className="tl-card-body">
            <Streams journey={journey} counts={counts} />
          </div>
          <div className="tl-card-body tl-flow-ends">
            <div>
              <h3 className="tl-label">{t('flow.endedTitle')}</h3>
              <Tally counts={counts.ended} />
            </div>
            <div>
              <h3 className="tl-label">{t('flow.refusedTitle')}</h3>
              <Tally counts={counts.refused} />
            </div>
          </div>
        </section>
      )}
    </Loaded>
  );
}

const HEIGHT_MIN = 220;
const HEIGHT_PER_NODE = 34;
const HEIGHT_MAX = 640;

function Streams({ journey, counts }: { journey: JourneyDetail; counts: Counts }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const { language, scheme } = usePreferences();
  const parts = useFlowParts(journey, counts);
  const registry = useRegistry();
  const flow = useMemo(() => flowLinks(parts ?? [], registry), [parts, registry]);
  const document = useMemo(
    () => unionOf([journey.document, ...(parts ?? []).map((part) => part.document)]),
    [journey.document, parts],
  );
  const palette = palettes[scheme];
  const option = useMemo(() => {
    const kinds = new Map(flow.nodes.map(({ id, kind }) => [id, kind]));
    const kindOf = (id: string) => {
      const kind = kinds.get(id);
      if (kind === undefined) return null;
      return registry.definitionOf({ kind })?.words.name[language] ?? kind;
    };
    return flowOption(flow, {
      palette,
      text: chartText(palette),
      number: format.number,
      kindOf,
      nameOf: (id) => {
        if (id === FLOW_ENDS.ended) return t('flow.endedEnd');
        if (id === FLOW_ENDS.here) return t('flow.hereEnd');
        return `${kindOf(id) ?? ''} · ${id}`;
      },
    });
  }, [flow, palette, format, language, registry, t]);
  const table = <FlowTable journeyId={journey.id} document={document} counts={counts} />;
  if (flow.links.length === 0) return table;
  const told = [
    t('flow.about'),
    ...(flow.loopedCount > 0 ? [t('flow.looped', { count: flow.loopedCount })] : []),
    ...(flow.links.some(({ isMove }) => isMove) ? [t('flow.moved')] : []),
    ...(flow.stayedCount > 0 ? [t('flow.stayed', { count: flow.stayedCount })] : []),
  ];
  return (
    <ChartFigure
      title={t('flow.title')}
      option={option}
      height={Math.min(HEIGHT_MAX, Math.max(HEIGHT_MIN, HEIGHT_PER_NODE * (flow.nodes.length + 2)))}
      label={t('flow.title')}
      caption={told.join(language === 'en' ? ' ' : '')}
      table={table}
    />
  );
}
