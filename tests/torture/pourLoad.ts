/** HTTP load until the server is gone: events, customers, withdrawals, pauses. */
import type { ServerProcess } from '../server/startServer.ts';
import type { LoadRecord, SentEvent } from './loadRecord.ts';
import { EVENT_NAMES, IDEMPOTENT_CHANNEL, JOURNEYS, PLAIN_CHANNEL } from './tortureWorkspace.ts';

const EVENT_LANES = 3;
const EVENTS_PER_BATCH_MAX = 12;
const CUSTOMER_COUNT = 300;
/** Of the events in a batch that were sent before. */
const AGAIN_SHARE = 0.2;

type Call = ServerProcess['call'];
interface Load {
  call: Call;
  record: LoadRecord;
  random: () => number;
  isOver: () => boolean;
  /** send keys of a customer that are claimed right now, as the file says */
  underWay: (profileId: string) => string[];
}

const pick = <Item>(items: readonly Item[], random: () => number): Item | undefined =>
  items[Math.floor(random() * items.length)];
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Everybody is known, reachable and willing before anything else happens. */
export async function putCustomers(call: Call): Promise<void> {
  const profiles = Array.from({ length: CUSTOMER_COUNT }, (_, index) => ({
    id: `c${index}`,
    addresses: { [PLAIN_CHANNEL]: `+86138${index}`, [IDEMPOTENT_CHANNEL]: `device${index}` },
    consent: { [PLAIN_CHANNEL]: true, [IDEMPOTENT_CHANNEL]: true },
  }));
  await call('putProfiles', { body: { profiles } });
}

function newEvent({ record, random }: Load): SentEvent {
  const id = `e${record.sent.size}`;
  const event = {
    id,
    name: pick(EVENT_NAMES, random) ?? 'ordered',
    profile: `c${Math.floor(random() * CUSTOMER_COUNT)}`,
    properties: { order: id },
  };
  record.sent.set(id, event);
  return event;
}

function batchOf(load: Load): SentEvent[] {
  const { record, random } = load;
  const known = [...record.acknowledged];
  const size = 1 + Math.floor(random() * EVENTS_PER_BATCH_MAX);
  const batch = new Map<string, SentEvent>();
  for (let count = 0; count < size; count++) {
    const isAgain = random() < AGAIN_SHARE;
    const id = isAgain ? pick(known, random) : undefined;
    const event = record.unanswered.pop() ?? record.sent.get(id ?? '') ?? newEvent(load);
    batch.set(event.id, event);
  }
  return [...batch.values()];
}

async function sendBatch(load: Load): Promise<void> {
  const { call, record } = load;
  const events = batchOf(load);
  const before = new Set(events.map(({ id }) => id).filter((id) => record.acknowledged.has(id)));
  try {
    const { items } = await call('trackEvents', { body: { events } });
    for (const { index, result } of items) {
      const id = events[index]?.id ?? '';
      if (result === 'refused') record.refusals.push(`event ${id} was refused`);
      else record.acknowledged.add(id);
      if (result === 'accepted' && before.has(id)) record.acceptedTwice.push(id);
    }
  } catch (fault) {
    record.unanswered.push(...events.filter(({ id }) => !before.has(id)));
    throw fault;
  }
}

/** Nobody else touches these two fields of a customer, so the order of requests is the order of effects. */
async function touchCustomer({ call, record, random, underWay }: Load): Promise<void> {
  const id = `c${Math.floor(random() * CUSTOMER_COUNT)}`;
  if (random() < 0.2) {
    const consent = { [PLAIN_CHANNEL]: false, [IDEMPOTENT_CHANNEL]: false };
    await call('putProfile', { params: { id }, body: { consent } });
    const acknowledgedMs = Date.now();
    // claimed before the answer came: these calls are under way
    const keys = underWay(id);
    if (!record.optOuts.has(id))
      record.optOuts.set(id, { acknowledgedMs, underWay: keys, askedMs: Date.now() });
    return;
  }
  const score = (record.scores.get(id)?.sent ?? 0) + 1;
  const acknowledged = record.scores.get(id)?.acknowledged ?? 0;
  record.scores.set(id, { sent: score, acknowledged });
  await call('putProfile', { params: { id }, body: { attributes: { score } } });
  record.scores.set(id, { sent: score, acknowledged: score });
}

/** Pauses a journey or resumes it, whichever it is not; a pause that may have ended is closed in the record first. */
async function pauseOrResume({ call, record, random }: Load): Promise<void> {
  const id = pick(JOURNEYS, random)?.id ?? '';
  const { state } = await call('getJourney', { params: { id } });
  if (state === 'paused') return resume(call, record, id);
  await call('pauseJourney', { params: { id } });
  record.pauses.push({ journeyId: id, fromMs: Date.now(), untilMs: Number.POSITIVE_INFINITY });
}

async function resume(call: Call, record: LoadRecord, journeyId: string): Promise<void> {
  const nowMs = Date.now();
  for (const pause of record.pauses) {
    if (pause.journeyId === journeyId) pause.untilMs = Math.min(pause.untilMs, nowMs);
  }
  await call('resumeJourney', { params: { id: journeyId } });
}

/** Lets everything that stands still go on. */
export async function resumeAll(call: Call, record: LoadRecord): Promise<void> {
  for (const { id } of JOURNEYS) {
    const { state } = await call('getJourney', { params: { id } });
    if (state === 'paused') await resume(call, record, id);
  }
}

/** Repeats a deed until the server no longer answers; an answer of refusal is written down. */
async function lane(load: Load, restMs: number, deed: (load: Load) => Promise<void>): Promise<void> {
  while (!load.isOver()) {
    try {
      await deed(load);
    } catch (fault) {
      const text = fault instanceof Error ? fault.message : String(fault);
      if (!/^\w+: \d{3} /.test(text)) return;
      load.record.refusals.push(text);
    }
    await sleep(load.random() * 2 * restMs);
  }
}

export async function pourLoad(load: Load): Promise<void> {
  const eventLanes = Array.from({ length: EVENT_LANES }, () => lane(load, 20, sendBatch));
  await Promise.all([...eventLanes, lane(load, 15, touchCustomer), lane(load, 300, pauseOrResume)]);
}
