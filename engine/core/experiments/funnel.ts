import type { Analysis } from '../../../shared/experiment/analysis.ts';
import type { AnalysisInput } from './analysisInput.ts';
import { exposedUnits } from './checks/maturity.ts';

type Stage = Analysis['funnel'][number]['stages'][number];

/** What became of the messages of each arm; an arm without messages has its ends only. */
export function funnel(input: AnalysisInput): Analysis['funnel'] {
  return input.arms.map(({ id }) => {
    const messages = input.messages.find(({ arm }) => arm === id);
    const converted = (input.metrics[0]?.cells ?? []).reduce(
      (sum, cell) => sum + (cell.arm === id ? cell.conversions : 0),
      0,
    );
    const sent: Stage[] =
      messages && messages.planned > 0
        ? [
            { stage: 'planned', count: messages.planned },
            { stage: 'accepted', count: messages.reached },
            { stage: 'delivered', count: messages.delivered },
            { stage: 'opened', count: messages.opened },
            { stage: 'clicked', count: messages.clicked },
          ]
        : [];
    const ends: [Stage, Stage] = [
      { stage: 'exposed', count: exposedUnits(input, id) },
      { stage: 'converted', count: converted },
    ];
    return { arm: id, stages: [ends[0], ...sent, ends[1]] };
  });
}
