/** Splits with one fault each, planted in a treatment that seems to win, as another system would report them. */
import type { Check } from '../../shared/experiment/check.ts';
import { DAY_MS, type Trial, type TrialCustomer } from './feedTrial.ts';

const DAYS = 16;
const AGO_DAYS = 40;
/** customers of an arm a day */
const PER_DAY = 100;
const RATES = { control: 0.05, treatment: 0.09 };
type ArmId = keyof typeof RATES;

export interface BrokenTrial {
  fault: string;
  check: Check['id'];
  advice: Check['advice'];
  /** it warns, without calling the whole off */
  isWarning?: boolean;
  trial: Trial;
}

interface Cohort {
  trial: string;
  arm: ArmId;
  day: number;
  units: number;
  rate: number;
}

/** Customers of an arm and a day, the first of them converting three days later. */
function cohort({ trial, arm, day, units, rate }: Cohort, startMs: number): TrialCustomer[] {
  return Array.from({ length: units }, (_, n) => ({
    id: `${trial}-${arm}-${day}-${n}`,
    arm,
    exposedAtMs: startMs + day * DAY_MS,
    events: n < Math.round(units * rate) ? [{ name: 'opened', afterDays: 3 }] : [],
  }));
}

const equalArms = [
  { id: 'control', share: 50, control: true },
  { id: 'treatment', share: 50 },
];
const common = {
  goals: [{ id: 'opened', event: 'opened', within: 'P7D' }],
  arms: equalArms,
  plan: { plannedCustomers: 2 * DAYS * PER_DAY },
};

function equalDays(
  trial: string,
  startMs: number,
  change: (customer: TrialCustomer, n: number) => TrialCustomer = (customer) => customer,
  unitsOf: (arm: ArmId) => number = () => PER_DAY,
): TrialCustomer[] {
  const ids: ArmId[] = ['control', 'treatment'];
  return Array.from({ length: DAYS }, (_, day) =>
    ids.flatMap((arm) =>
      cohort({ trial, arm, day, units: unitsOf(arm), rate: RATES[arm] }, startMs).map(change),
    ),
  ).flat();
}

/** A tenth converts at first and 4 % later, the treatment adds two points and one; its share goes from a fifth to four. */
function movedShares(trial: string, startMs: number): TrialCustomer[] {
  return Array.from({ length: 20 }, (_, day) => {
    const isLate = day >= 10;
    const [control, treatment] = isLate ? [100, 400] : [400, 100];
    const [low, high] = isLate ? [0.04, 0.05] : [0.1, 0.12];
    return [
      ...cohort({ trial, arm: 'control', day, units: control, rate: low }, startMs),
      ...cohort({ trial, arm: 'treatment', day, units: treatment, rate: high }, startMs),
    ].map((customer) => ({ ...customer, epoch: isLate ? 2 : 1 }));
  }).flat();
}

const isOf = ({ arm }: TrialCustomer, wanted: ArmId) => arm === wanted;

/** @param nowMs the first customers come forty days before */
export function brokenTrials(nowMs: number): BrokenTrial[] {
  const startMs = nowMs - AGO_DAYS * DAY_MS;
  return [
    {
      fault: 'an assignment that prefers one arm',
      check: 'assignedRatio',
      advice: 'ratioOff',
      trial: {
        ...common,
        id: 'biased',
        customers: equalDays('biased', startMs, undefined, (arm) => (arm === 'control' ? 110 : 90)),
      },
    },
    {
      fault: 'a filter that the treatment passes through and the control does not',
      check: 'exposureLoss',
      advice: 'lossDiffers',
      trial: {
        ...common,
        id: 'filtered',
        customers: equalDays('filtered', startMs, (customer, n) =>
          isOf(customer, 'treatment') && n % 12 === 0 ? { ...customer, eligible: false } : customer,
        ),
      },
    },
    {
      fault: 're-entries that land in the other arm',
      check: 'contamination',
      advice: 'seenInSeveralArms',
      trial: {
        ...common,
        id: 'contaminated',
        customers: equalDays('contaminated', startMs, (customer, n) =>
          n % 40 === 0
            ? { ...customer, againIn: isOf(customer, 'control') ? 'treatment' : 'control' }
            : customer,
        ),
      },
    },
    {
      fault: 'shares moved while conversions fall for everybody',
      check: 'epochs',
      advice: 'simpson',
      isWarning: true,
      trial: {
        ...common,
        id: 'moved',
        arms: equalArms.map((arm) => ({ ...arm, share: arm.control ? 80 : 20 })),
        laterArms: equalArms.map((arm) => ({ ...arm, share: arm.control ? 20 : 80 })),
        plan: { plannedCustomers: 10_000 },
        customers: movedShares('moved', startMs),
      },
    },
  ];
}
