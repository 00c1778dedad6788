import type { Check } from '../../../../shared/experiment/analysis.ts';
import { chiSquareIndependence } from '../../statistics/chiSquareIndependence.ts';
import type { AnalysisInput, ExposedCell } from '../analysisInput.ts';

const LOSS_ALPHA = 0.001;
/** Arms may differ by this share before it matters. */
const LOSS_POINT = 0.01;

type Detail = Check['details'][number];

interface Loss {
  /** largest difference between two arms */
  spread: number;
  pValue: number | null;
  details: Detail[];
}

function spreadOf(details: readonly Detail[]): number {
  const shares = details.flatMap(({ observed }) => (observed === null ? [] : [observed]));
  return shares.length < 2 ? 0 : Math.max(...shares) - Math.min(...shares);
}

/** Assigned and marked as not really exposed: by arm, tested within each epoch. */
function ineligibleLoss({ arms, exposed, ineligible }: AnalysisInput): Loss {
  const count = (cells: readonly ExposedCell[], arm: string, epoch?: number): number =>
    cells.reduce(
      (sum, cell) =>
        sum + (cell.arm === arm && (epoch === undefined || cell.epoch === epoch) ? cell.units : 0),
      0,
    );
  const epochs = [...new Set([...exposed, ...ineligible].map(({ epoch }) => epoch))];
  const test = chiSquareIndependence(
    epochs.map((epoch) => arms.map(({ id }) => [count(ineligible, id, epoch), count(exposed, id, epoch)])),
  );
  const details = arms.map(({ id }): Detail => {
    const lost = count(ineligible, id);
    const all = lost + count(exposed, id);
    return {
      kind: 'ineligible',
      label: id,
      observed: all === 0 ? null : lost / all,
      expected: null,
      pValue: null,
    };
  });
  return {
    spread: spreadOf(details),
    pValue: test.state === 'computed' ? test.pValue : null,
    details,
  };
}

/** Messages planned and not sent: between the arms that have messages at all. */
function messageLoss({ messages }: AnalysisInput): Loss & { share: number } {
  const rows = messages
    .filter(({ planned }) => planned > 0)
    .map(({ arm, planned, refused }) => {
      const lost = Object.values(refused).reduce((sum, count) => sum + count, 0);
      return { arm, planned, lost: Math.min(planned, lost) };
    });
  const test = chiSquareIndependence([rows.map(({ planned, lost }) => [lost, planned - lost])]);
  const details = rows.map(
    ({ arm, planned, lost }): Detail => ({
      kind: 'messages',
      label: arm,
      observed: lost / planned,
      expected: null,
      pValue: null,
    }),
  );
  const share = Math.max(0, ...details.map(({ observed }) => observed ?? 0));
  return {
    spread: spreadOf(details),
    pValue: test.state === 'computed' ? test.pValue : null,
    details,
    share,
  };
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
