import { readExamples } from '../../server/examples.ts';
import { type Endpoint, type LooseCall, requestOf } from '../../shared/api/endpoint.ts';
import { type CallTo, endpoints, type Operation } from '../../shared/api/endpoints.ts';
import type { JourneyDraft } from '../../shared/api/journeys.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-03-02T01:00:00Z');

/** A call and what it was answered, as it stands in the documentation. */
export interface ToldCall {
  call: LooseCall & { text?: string };
  /** JSON, or the text of an answer that is none; null for no content */
  answer: unknown;
}
export type Story = Map<Operation, ToldCall>;

/** Lists of more than a few items teach no more than a few. */
const ITEMS_SHOWN = 2;

function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, ITEMS_SHOWN).map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortened(inner)]));
}

const offer: JourneyDraft = {
  format: 1,
  id: 'card-offer',
  name: 'Card offer',
  goals: [{ id: 'activated', event: 'card_activated', within: 'P7D', primary: true }],
  nodes: {
    start: {
      kind: 'trigger',
      settings: { on: 'event', event: 'card_issued', reentry: { mode: 'once' } },
      next: { next: 'ab' },
    },
    ab: {
      kind: 'split',
      settings: {
        salt: 'card-offer-1',
        arms: [
          { id: 'nothing', name: 'Nothing', share: 50, control: true },
          { id: 'letter', name: 'Text message', share: 50 },
        ],
        plan: { hypothesis: 'A text message on the first day brings activations forward.' },
      },
      next: { letter: 'hello' },
    },
    hello: {
      kind: 'message',
      settings: { channel: 'sms', template: 'card-hello' },
      next: { sent: 'rest' },
    },
    rest: { kind: 'delay', settings: { duration: 'P2D' }, next: {} },
  },
};

const care: JourneyDraft = {
  format: 1,
  id: 'care',
  name: 'Care',
  class: 'service',
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'came' }, next: { next: 'hold' } },
    hold: { kind: 'delay', settings: { duration: 'P1D' }, next: { next: 'greet' } },
    greet: { kind: 'message', settings: { channel: 'sms', template: 'greedy' }, next: {} },
  },
};

const hello = {
  name: 'Card welcome',
  content: {
    sms: {
      en: '【Bank】Hello {{ name | default: "there" }}, your card is ready. Reply R to stop.',
      'zh-CN': '【银行】{{ name }}您好，您的卡片已寄出。拒收请回复R',
    },
  },
};
/** grows with the square of the name, beyond what a template may take */
const greedy = {
  name: 'Greedy',
  content: { sms: { en: "【Bank】{{ name | replace: 'x', name }} Reply R to stop." } },
};

class Teller {
  readonly story: Story = new Map();
  readonly server: TestServer;

  constructor(server: TestServer) {
    this.server = server;
  }

  /** Makes a call, and keeps the first of each operation. */
  async tell<Name extends Operation>(
    name: Name,
    call: CallTo<Name> & LooseCall & { text?: string },
  ): Promise<Record<string, unknown>> {
    const endpoint: Endpoint = endpoints[name];
    const { url, ...request } = requestOf(endpoint, call);
    const csv = call.text === undefined ? {} : { body: call.text };
    const type = call.text === undefined ? {} : { 'content-type': 'text/csv' };
    const headers = { ...request.headers, ...type, host: '127.0.0.1:4400' };
    const response = await this.server.app.request(url, { ...request, ...csv, headers });
    if (response.status !== endpoint.answer.status) throw new Error(`${name}: ${await response.text()}`);
    const isStream = endpoint.answer.type === 'text/event-stream';
    const text = isStream ? await firstOf(response) : await response.text();
    const isJson = endpoint.answer.type === 'application/json';
    const answer: unknown = isJson ? JSON.parse(text) : text === '' ? null : text;
    if (!this.story.has(name)) {
      this.story.set(name, { call: shortened(call) as LooseCall, answer: shortened(answer) }); // keeps its form
    }
    return (answer ?? {}) as Record<string, unknown>; // of every JSON answer here
  }
}

/** The first part of an endless answer. */
async function firstOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const part = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(part?.value);
}

async function tellWorkspace({ tell }: Bound): Promise<void> {
  const settings = await tell('getSettings', {});
  await tell('putSettings', { body: { ...settings, timeZone: 'Asia/Shanghai' } });
  await tell('listProviders', {});
  await tell('putCarrier', { params: { channel: 'sms' }, body: { provider: 'inbox' } });
  await tell('listKinds', {});
  await tell('listExamples', { query: { locale: 'en' } });
  await tell('putTemplate', { params: { id: 'card-hello' }, body: hello });
  await tell('putTemplate', { params: { id: 'greedy' }, body: greedy });
  await tell('putTemplate', { params: { id: 'old-hello' }, body: hello });
  await tell('getTemplate', { params: { id: 'card-hello' } });
  await tell('listTemplates', { query: { search: 'card' } });
  await tell('deleteTemplate', { params: { id: 'old-hello' } });
}

async function tellCustomers({ tell, server }: Bound): Promise<void> {
  await tell('putProfile', {
    params: { id: 'c-1' },
    body: {
      locale: 'en',
      timeZone: 'Asia/Shanghai',
      attributes: { name: 'Wang Wei', balance: 61_200 },
      addresses: { sms: '+8613800000001', email: 'c-1@example.test' },
      consent: { sms: true, email: { marketing: false } },
      tags: ['salary'],
    },
  });
  const profiles = Array.from({ length: 40 }, (_, n) => ({
    id: `c-${n + 2}`,
    attributes: { balance: 1_000 * n },
    addresses: { sms: `+861380000${1_000 + n}` },
    consent: { sms: true },
  }));
  await tell('putProfiles', { body: { profiles: profiles.slice(0, ITEMS_SHOWN) } });
  await server.call('putProfiles', { body: { profiles } });
  const job = await tell('importProfiles', {
    query: { columns: JSON.stringify({ 备注: '-' }) },
    text: '客户号,手机号,First Name,备注\nc-90,+8613800000090,Li,x\nc-91,abc,Zhang,y\n',
  });
  const params = { id: String(job.id) };
  for (let state: unknown; state !== 'done'; ) {
    state = (await server.call('getJob', { params })).status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await tell('getJob', { params });
  await tell('getJobErrors', { params });
  await tell('listJobs', {});
  await server.settle();
  await tell('listProfiles', { query: { search: 'c-1', limit: 2 } });
  await tell('getProfile', { params: { id: 'c-1' } });
  const rich = { type: 'attribute', attribute: 'balance', op: '>=', value: 30_000 } as const;
  await tell('putAudience', { params: { id: 'rich' }, body: { name: 'Rich', definition: rich } });
  await tell('putAudience', {
    params: { id: 'staff' },
    body: { name: 'Staff', definition: { members: ['c-2'] } },
  });
  await tell('getAudience', { params: { id: 'rich' } });
  await tell('listAudiences', {});
  await tell('countAudience', { body: { definition: rich } });
  await tell('sampleAudience', { body: { definition: rich, limit: 2 } });
  await tell('deleteAudience', { params: { id: 'staff' } });
  await tell('previewTemplate', {
    body: { content: hello.content.sms.en, channel: 'sms', profile: 'c-1' },
  });
}

async function tellLaunch({ tell, server }: Bound): Promise<void> {
  const id = offer.id;
  await tell('createJourney', { body: offer });
  await tell('checkJourney', { body: offer });
  await tell('saveDraft', { params: { id }, ifMatch: 1, body: { ...offer, description: 'For new cards.' } });
  await tell('previewPublish', { params: { id }, body: {} });
  await tell('publishJourney', { params: { id }, body: { revision: 2 } });
  await tell('getJourney', { params: { id } });
  await tell('listJourneys', { query: { state: 'live' } });
  const issued = (n: number) => ({
    id: `e-${n}`,
    name: 'card_issued',
    profile: `c-${n}`,
    properties: { cardId: `k-${n}` },
  });
  await tell('trackEvent', { body: issued(1) });
  const events = Array.from({ length: 40 }, (_, n) => issued(n + 2));
  await tell('trackEvents', { body: { events: events.slice(0, ITEMS_SHOWN) } });
  await server.call('trackEvents', { body: { events: events.slice(ITEMS_SHOWN) } });
  await tell('trackEvent', { body: issued(1) });
  await server.settle();
  await tell('listDuplicates', {});
  server.clock.moveTo(START_MS + 3 * HOUR_MS);
  await server.settle();
  await tell('enrolByHand', { params: { id }, body: { profile: 'c-90', properties: { cardId: 'k-90' } } });
  await tell('removeByHand', { params: { id, profileId: 'c-41' } });
  await tell('mergeProfiles', { body: { id: 'm-1', merge: { from: 'c-40', into: 'c-39' } } });
  await server.settle();
  await tell('watchJourney', { params: { id } });
  await tell('getCounts', { params: { id } });
  await tell('getVersion', { params: { id, version: 1 } });
  await tell('getMachine', { params: { id, version: 1 } });
}

async function tellMessages({ tell, server }: Bound): Promise<void> {
  const deliveries = await tell('listDeliveries', { query: { journey: offer.id, status: 'accepted' } });
  const [sent] = deliveries.items as { key: string; profileId: string }[]; // of the contract
  const key = sent?.key ?? '';
  await tell('getDelivery', { params: { key } });
  await tell('reportReceipt', { params: { key }, body: { id: 'r-1', kind: 'delivered' } });
  await tell('listInbox', { query: { channel: 'sms' } });
  await tell('getInboxMessage', { params: { key } });
  const profile = sent?.profileId ?? '';
  await server.settle();
  await tell('getTimeline', { params: { id: profile }, query: { limit: 4 } });
  await tell('getProfileEnrollments', { params: { id: profile } });
  await tell('getWhy', { params: { id: profile }, query: { journey: offer.id } });
  await tell('explainEntry', { params: { id: offer.id, profileId: profile } });
  const enrollments = await tell('listEnrollments', { query: { journey: offer.id } });
  const [one] = enrollments.items as { id: string }[]; // of the contract
  await tell('getEnrollment', { params: { id: one?.id ?? '' } });
  await tell('getDictionary', {});
}

async function tellResults({ tell, server }: Bound): Promise<void> {
  const split = { id: offer.id, node: 'ab' };
  await tell('importExposures', {
    params: split,
    body: {
      batch: 'letters-2026-03-02',
      exposures: [
        { profile: 'x-1', arm: 'letter', exposedAt: '2026-03-02T01:30:00Z' },
        { profile: 'x-2', arm: 'nothing', exposedAt: '2026-03-02T01:30:00Z' },
      ],
    },
  });
  await tell('withdrawExposures', {
    params: split,
    body: {
      id: 'letters-2026-03-02/x-2',
      batch: 'letters-2026-03-02',
      profiles: ['x-2'],
      reason: 'The letter was never printed.',
      actor: 'Ana',
    },
  });
  const events = Array.from({ length: 12 }, (_, n) => ({
    id: `a-${n}`,
    name: 'card_activated',
    profile: `c-${2 * n + 1}`,
  }));
  server.clock.moveTo(START_MS + DAY_MS);
  await server.call('trackEvents', { body: { events } });
  server.clock.moveTo(START_MS + 9 * DAY_MS);
  await server.settle();
  await tell('getResults', { params: { id: offer.id } });
  const { id } = await tell('runAnalysis', { params: split, body: {} });
  const run = String(id);
  await tell('listExperiments', {});
  await tell('listLayers', {});
  await tell('listRuns', { params: split });
  await tell('getRun', { params: { run } });
  await tell('getRunInput', { params: { run } });
  await tell('getRunTable', { params: { run } });
  await tell('replayRun', { params: { run } });
  await tell('recordLook', { params: { run }, body: { actor: 'Ada' } });
  await tell('goalHistory', {
    body: { event: 'card_activated', within: 'P7D', audience: null, trigger: null },
  });
  await tell('decide', {
    params: split,
    body: {
      run,
      decision: 'continue',
      reason: 'Too few customers yet.',
      decidedBy: 'Ada',
      approvedBy: 'Ben',
    },
  });
  await tell('listDecisions', { params: split });
  await tell('getPortfolio', {});
}

async function tellLife({ tell, server }: Bound): Promise<void> {
  const params = { id: care.id };
  await server.call('putProfile', {
    params: { id: 'c-50' },
    body: { attributes: { name: 'x'.repeat(20_000) }, addresses: { sms: '+8613800000050' } },
  });
  await server.call('createJourney', { body: care });
  await server.call('publishJourney', { params, body: { revision: 1 } });
  const came = (n: number) => ({ id: `came-${n}`, name: 'came', profile: `c-${n}` });
  await server.call('trackEvents', { body: { events: [came(1), came(50)] } });
  await server.settle();
  const slower = {
    ...care,
    nodes: { ...care.nodes, hold: { ...care.nodes.hold, settings: { duration: 'P2D' } } },
  };
  const { revision } = await server.call('getJourney', { params });
  await server.call('saveDraft', { params, ifMatch: revision, body: slower as JourneyDraft }); // one setting differs
  await server.call('publishJourney', { params, body: { revision: revision + 1, policy: 'migrate' } });
  await server.settle();
  await tell('previewUndoMove', { params: { ...params, version: 2 } });
  await tell('undoMove', { params: { ...params, version: 2 } });
  await server.settle();
  await tell('pauseJourney', { params });
  server.clock.moveTo(server.clock.nowMs() + 3 * DAY_MS);
  await server.settle();
  await tell('listBacklog', { params });
  await tell('resumeJourney', { params, body: { backlog: 'release', perSecond: 100 } });
  // a release is paced: one second after the other
  for (let second = 0; second < 3; second++) {
    server.clock.moveTo(server.clock.nowMs() + 1_000);
    await server.settle();
  }
  const { items } = await server.call('listEnrollments', { query: { journey: care.id, status: 'parked' } });
  await tell('retryEnrollment', { params: { id: items[0]?.id ?? '' } });
  await server.settle();
  await tell('retryParked', { body: { journey: care.id, node: 'greet' } });
  await server.settle();
  await tell('closeJourney', { params });
  await tell('stopJourney', { params });
  await server.settle();
  await tell('archiveJourney', { params });
  await tell('listAudit', { query: { limit: 2 } });
  await tell('getHealth', {});
}

type Bound = Pick<Teller, 'server' | 'tell'>;

/** One call of every operation, on a bank that is made from nothing, each answered as a program would be. */
export async function tellStory(): Promise<Story> {
  const server = await openTestServer({ startMs: START_MS, examples: readExamples() });
  const teller = new Teller(server);
  const bound: Bound = { server, tell: teller.tell.bind(teller) };
  try {
    for (const part of [tellWorkspace, tellCustomers, tellLaunch, tellMessages, tellResults, tellLife]) {
      await part(bound);
    }
    return teller.story;
  } finally {
    await server.close();
  }
}
