import type { Check } from '../../../../shared/experiment/check.ts';
import { chiSquareIndependence } from '../../statistics/chiSquareIndependence.ts';
import type { AnalysisInput } from '../analysisInput.ts';

const LOSS_ALPHA = 0.001;
/** Arms may differ by this share before it matters. */
const LOSS_POINT = 0.01;

type Detail = Check['details'][number];

interface Loss {
  /** largest difference between two arms, within epochs */
  spread: number;
  pValue: number | null;
  details: Detail[];
  /** largest share of an arm */
  share: number;
}

/** Customers of an arm in an epoch, and how many of them were lost. */
interface LossCell {
  arm: string;
  epoch: number;
  lost: number;
  all: number;
}

/** Difference of two arms' shares within epochs, each weighted by its customers: a change of shares moves nothing. */
function differenceWithin(cells: readonly LossCell[], one: string, other: string): number {
  let [sum, weight] = [0, 0];
  for (const epoch of epochsOf(cells)) {
    const [a, b] = [totalOf(cells, one, epoch), totalOf(cells, other, epoch)];
    if (a.all === 0 || b.all === 0) continue;
    sum += (a.all + b.all) * (a.lost / a.all - b.lost / b.all);
    weight += a.all + b.all;
  }
  return weight === 0 ? 0 : sum / weight;
}

const epochsOf = (cells: readonly LossCell[]): number[] => [...new Set(cells.map(({ epoch }) => epoch))];

function totalOf(cells: readonly LossCell[], arm: string, epoch?: number): { lost: number; all: number } {
  const rows = cells.filter((cell) => cell.arm === arm && (epoch === undefined || cell.epoch === epoch));
  return rows.reduce((sum, row) => ({ lost: sum.lost + row.lost, all: sum.all + row.all }), {
    lost: 0,
    all: 0,
  });
}

/** Shares lost by arm, tested and compared within each epoch. */
function lossOf(kind: Detail['kind'], arms: readonly string[], cells: readonly LossCell[]): Loss {
  const test = chiSquareIndependence(
    epochsOf(cells).map((epoch) =>
      arms.map((arm) => {
        const { lost, all } = totalOf(cells, arm, epoch);
        return [lost, all - lost];
      }),
    ),
  );
  const pairs = arms.flatMap((one, index) => arms.slice(index + 1).map((other) => [one, other] as const));
  const details = arms.map((arm): Detail => {
    const { lost, all } = totalOf(cells, arm);
    return { kind, label: arm, observed: all === 0 ? null : lost / all, expected: null, pValue: null };
  });
  return {
    spread: Math.max(0, ...pairs.map(([one, other]) => Math.abs(differenceWithin(cells, one, other)))),
    pValue: test.state === 'computed' ? test.pValue : null,
    details,
    share: Math.max(0, ...details.map(({ observed }) => observed ?? 0)),
  };
}

/** Assigned and marked as not really exposed. */
function ineligibleLoss({ arms, exposed, ineligible }: AnalysisInput): Loss {
  const cells = [
    ...exposed.map(({ arm, epoch, units }) => ({ arm, epoch, lost: 0, all: units })),
    ...ineligible.map(({ arm, epoch, units }) => ({ arm, epoch, lost: units, all: units })),
  ];
  return lossOf(
    'ineligible',
    arms.map(({ id }) => id),
    cells,
  );
}

/** Messages planned and not sent: between the arms that have messages at all. */
function messageLoss({ messages }: AnalysisInput): Loss {
  const sending = messages.filter(({ planned }) => planned > 0);
  const cells = sending.flatMap(({ arm, epochs }) =>
    epochs.map(({ epoch, planned, lost }) => ({ arm, epoch, lost: Math.min(planned, lost), all: planned })),
  );
  return lossOf(
    'messages',
    sending.map(({ arm }) => arm),
    cells,
  );
}

const differs = ({ spread, pValue }: Loss): boolean =>
  pValue !== null && pValue < LOSS_ALPHA && spread > LOSS_POINT;

/** Do the arms lose different customers between assignment and message? */
export function exposureLoss(input: AnalysisInput): Check {
  const [marked, unsent] = [ineligibleLoss(input), messageLoss(input)];
  const isFailed = differs(marked) || differs(unsent);
  const hasSilentArm = unsent.details.length > 0 && unsent.details.length < input.arms.length;
  const isUnknown = hasSilentArm && unsent.share > LOSS_POINT;
  const worse = differs(marked) || (!differs(unsent) && marked.spread >= unsent.spread) ? marked : unsent;
  const isEmpty = input.exposed.length === 0;
  const tested = worse.details.map((detail) => ({ ...detail, pValue: worse.pValue }));
  const others = (worse === marked ? unsent : marked).details;
  return {
    id: 'exposureLoss',
    state: isEmpty ? 'unknown' : isFailed ? 'failed' : isUnknown ? 'warning' : 'ok',
    value: isEmpty ? null : worse.spread,
    threshold: LOSS_POINT,
    unit: 'share',
    advice: isEmpty ? 'waitForCustomers' : isFailed ? 'lossDiffers' : isUnknown ? 'lossUnknown' : 'none',
    details: [...tested, ...others],
  };
}
