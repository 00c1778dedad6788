import type { Analysis } from '../../shared/experiment/analysis.ts';
import { instantText } from '../../shared/time.ts';
import type { ServerProcess } from './startServer.ts';
import { type TrialDocument, trialDocument } from './trialDocument.ts';

export const DAY_MS = 86_400_000;
const PAGE = 1_000;
const LOOKS_MAX = 600;
const LOOK_EVERY_MS = 250;

export interface TrialEvent {
  name: string;
  /** days after the exposure */
  afterDays: number;
  properties?: Record<string, number>;
}

export interface TrialCustomer {
  id: string;
  arm: string;
  exposedAtMs: number;
  epoch?: number;
  /** false where what was tested never reached them */
  eligible?: boolean;
  /** arm they were seen in a day later */
  againIn?: string;
  attributes?: Record<string, string | number>;
  events: readonly TrialEvent[];
}

export interface Trial extends TrialDocument {
  /** of a second version, which opens a second epoch */
  laterArms?: Trial['arms'];
  customers: readonly TrialCustomer[];
}

type Caller = Pick<ServerProcess, 'call'>;

const splitOf = ({ id }: Trial) => ({ id, node: 'ab' });

const pagesOf = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / PAGE) }, (_, page) =>
    items.slice(page * PAGE, (page + 1) * PAGE),
  );

const exposuresOf = ({ id, arm, exposedAtMs, epoch, eligible, againIn }: TrialCustomer) => {
  const first = {
    profile: id,
    arm,
    exposedAt: instantText(exposedAtMs),
    ...(epoch === undefined ? {} : { epoch }),
    ...(eligible === undefined ? {} : { eligible }),
  };
  if (againIn === undefined) return [first];
  return [first, { ...first, arm: againIn, exposedAt: instantText(exposedAtMs + DAY_MS) }];
};

async function publishTrial({ call }: Caller, trial: Trial): Promise<void> {
  const params = { id: trial.id };
  const { revision } = await call('createJourney', { body: trialDocument(trial) });
  await call('publishJourney', { params, body: { revision } });
  if (!trial.laterArms) return;
  const { revision: ifMatch } = await call('getJourney', { params });
  const body = trialDocument({ ...trial, arms: trial.laterArms });
  const later = await call('saveDraft', { params, ifMatch, body });
  await call('publishJourney', { params, body: { revision: later.revision } });
}

/** Draws, publishes and feeds a trial as another system would: its customers, their exposures, what they did. */
export async function feedTrial({ call }: Caller, trial: Trial): Promise<void> {
  await publishTrial({ call }, trial);
  for (const page of pagesOf(trial.customers)) {
    const profiles = page.map(({ id, attributes = {} }) => ({ id, attributes }));
    const { refused } = await call('putProfiles', { body: { profiles } });
    if (refused > 0) throw new Error(`${refused} customers of ${trial.id} were refused`);
  }
  for (const exposures of pagesOf(trial.customers.flatMap(exposuresOf))) {
    await call('importExposures', { params: splitOf(trial), body: { exposures } });
  }
  const events = trial.customers.flatMap(({ id, exposedAtMs, events }) =>
    events.map(({ name, afterDays, properties = {} }) => ({
      id: `${id}/${name}`,
      profile: id,
      name,
      properties,
      occurredAt: instantText(exposedAtMs + afterDays * DAY_MS),
    })),
  );
  for (const page of pagesOf(events)) {
    const { refused } = await call('trackEvents', { body: { events: page } });
    if (refused > 0) throw new Error(`${refused} events of ${trial.id} were refused`);
  }
}

/** The split's analysis, once everything that was fed counts. */
export async function analysisOf({ call }: Caller, trial: Trial): Promise<Analysis> {
  for (let looks = 0; looks < LOOKS_MAX; looks++) {
    const { analysis } = await call('runAnalysis', { params: splitOf(trial), body: {} });
    const waiting = analysis.checks.find(({ id }) => id === 'freshness')?.details[0]?.observed ?? 0;
    if (waiting === 0) return analysis;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`what was fed of ${trial.id} did not come in`);
}
