import type { Profile } from '../../../shared/profile.ts';
import { compareText } from '../../core/compareText.ts';
import { type CountDelta, type OutboxRow, sendKey } from '../../core/records.ts';
import { nameNow } from '../alias.ts';
import { parseEnrollmentId, parseSendKey } from '../namesOf.ts';
import type { EnrollmentFilter, Reports } from '../reports.ts';
import { sumByName } from '../sumByName.ts';
import { backlogReports } from './backlogReports.ts';
import type { CustomerRecord, KeptEvent } from './customerRecord.ts';
import { dictionary } from './dictionary.ts';
import { experimentReports } from './experimentLog.ts';
import { goalHistory } from './goalHistory.ts';
import { goingBack } from './goingBack.ts';
import { householdReports } from './householdReports.ts';
import { jobsInOrder, type MemoryData, recordsInOrder } from './memoryData.ts';
import { pageBy } from './pages.ts';
import { profilesMeeting } from './population.ts';
import { splitReports } from './splitReports.ts';

/** `Reports` in memory: every answer walks what it needs. */
export function createReports(data: MemoryData): Reports {
  return {
    ...customerReports(data),
    ...journeyReports(data),
    ...listReports(data),
    ...backlogReports(data),
    ...experimentReports(data),
    ...splitReports(data),
    ...householdReports(data),
    dictionary: async () => dictionary(data),
    populationCount: async (question) =>
      profilesMeeting(data, question, { afterProfileId: '', limit: Number.POSITIVE_INFINITY }).length,
    populationSample: async (query) =>
      profilesMeeting(data, query, { afterProfileId: '', limit: query.limit }),
    goalHistory: async (query) => goalHistory(data, query),
    goingBack: async (query) => goingBack(data, query),
  };
}

/** Absent filters let everything through. */
function fits<Row>(row: Row, filter: { readonly [Name in keyof Row]?: Row[Name] | undefined }): boolean {
  for (const name in filter) {
    const wanted = filter[name];
    if (wanted !== undefined && row[name] !== wanted) return false;
  }
  return true;
}

function recordsOf(data: MemoryData, profileId: string | undefined): CustomerRecord[] {
  if (profileId === undefined) return recordsInOrder(data);
  const record = data.customers.get(profileId);
  return record ? [record] : [];
}

type CustomerReports = Pick<
  Reports,
  'profiles' | 'profile' | 'hasWaitingInput' | 'profileCount' | 'events' | 'deliveries' | 'delivery'
>;

function customerReports(data: MemoryData): CustomerReports {
  const recordOf = (id: string) => data.customers.get(data.aliases.get(id)?.into ?? id);
  const profiles = () => recordsInOrder(data).flatMap(({ profile }) => (profile ? [profile] : []));
  return {
    profiles: async ({ search }, page) =>
      pageBy(
        profiles().filter((profile) => mentions(profile, search)),
        page,
        {
          place: ({ id }) => [id],
          shape: 's',
          direction: 1,
        },
      ),
    profile: async (id) => recordOf(id)?.profile ?? null,
    hasWaitingInput: async (id) => (recordOf(id)?.inputs.length ?? 0) > 0,
    profileCount: async () => profiles().length,
    events: async (profileId, page) => {
      const kept = [...(data.customers.get(profileId)?.events.values() ?? [])].flat();
      const { items, next } = pageBy(kept, page, {
        place: ({ event, seq }: KeptEvent) => [event.occurredAtMs, seq],
        shape: 'nn',
        direction: -1,
      });
      return { items: items.map(({ event }) => event), next };
    },
    deliveries: async ({ channel, profileId, ...filter }, page) => {
      const rows = recordsOf(data, profileId)
        .flatMap(({ outbox }) => outbox)
        .filter((row) => fits(row, { ...filter, lane: channel }));
      return pageBy(rows, page, { place: placeOfSend, shape: 'nssnsns', direction: -1 });
    },
    delivery: async (key) => {
      const given = parseSendKey(key);
      if (!given) return null;
      const of = nameNow(given, data.aliases.get(given.profileId) ?? null);
      const wanted = sendKey(of);
      return data.customers.get(of.profileId)?.outbox.find((row) => sendKey(row) === wanted) ?? null;
    },
  };
}

function placeOfSend(row: OutboxRow) {
  return [row.plannedAtMs, row.profileId, row.journeyId, row.ordinal, row.node, row.visit, row.lane];
}

/** The id, an address or a text among the attributes contains the words, ASCII letters in either case. */
function mentions({ id, attributes, addresses }: Profile, search: string): boolean {
  const words = lowered(search);
  return [id, ...Object.values(attributes), ...Object.values(addresses)].some(
    (value) => typeof value === 'string' && lowered(value).includes(words),
  );
}

function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

type JourneyReports = Pick<Reports, 'enrollments' | 'enrollment' | 'trace' | 'counts' | 'journeyTotals'>;

function journeyReports(data: MemoryData): JourneyReports {
  return {
    enrollments: async ({ profileId, node, ...filter }: EnrollmentFilter, page) => {
      const rows = recordsOf(data, profileId)
        .flatMap(({ enrollments }) => enrollments)
        .filter((row) => fits(row, filter))
        .filter((row) => node === undefined || (row.status !== 'ended' && row.state.node === node));
      return pageBy(rows, page, {
        place: (row) => [row.enteredAtMs, row.profileId, row.journeyId, row.ordinal],
        shape: 'nssn',
        direction: -1,
      });
    },
    enrollment: async (id) => {
      const given = parseEnrollmentId(id);
      if (!given) return null;
      const of = nameNow(given, data.aliases.get(given.profileId) ?? null);
      const { journeyId, ordinal } = of;
      const found = data.customers
        .get(of.profileId)
        ?.enrollments.find((row) => fits(row, { journeyId, ordinal }));
      return found ?? null;
    },
    trace: async ({ profileId, ...of }) =>
      recordsOf(data, profileId)
        .flatMap(({ trace }) => trace)
        .filter((row) => fits(row, of))
        .sort(
          (a, b) =>
            a.atMs - b.atMs ||
            compareText(a.journeyId, b.journeyId) ||
            a.ordinal - b.ordinal ||
            a.index - b.index,
        ),
    counts: async (journeyId, version) =>
      [...data.counts.values()]
        .filter((delta) => fits(delta, { journeyId, version }))
        .sort(
          (a, b) =>
            a.version - b.version ||
            compareText(a.node, b.node) ||
            compareText(a.metric, b.metric) ||
            compareText(a.detail, b.detail),
        ),
    journeyTotals: async () => {
      const ids = [...new Set([...data.counts.values()].map(({ journeyId }) => journeyId))];
      return ids.sort(compareText).map((journeyId) => ({
        journeyId,
        entered: sumOf(data, journeyId, 'entered'),
        ended: sumOf(data, journeyId, 'ended'),
        goals: sumByName(
          [...data.counts.values()]
            .filter((delta) => fits(delta, { journeyId, metric: 'goal' }))
            .map(({ detail, count }) => [detail, count] as const),
        ),
        parked: sumOf(data, journeyId, 'parked') - sumOf(data, journeyId, 'retried'),
      }));
    },
  };
}

function sumOf(data: MemoryData, journeyId: string, metric: CountDelta['metric']): number {
  let sum = 0;
  for (const delta of data.counts.values()) if (fits(delta, { journeyId, metric })) sum += delta.count;
  return sum;
}

type ListReports = Pick<
  Reports,
  | 'entryDecisions'
  | 'conversions'
  | 'exposures'
  | 'armCustomers'
  | 'withdrawnCount'
  | 'importedWith'
  | 'duplicates'
  | 'jobs'
  | 'audit'
  | 'deedsOf'
>;

function listReports(data: MemoryData): ListReports {
  const newest = { place: ({ seq }: { seq: number }) => [seq], shape: 'n', direction: -1 } as const;
  return {
    entryDecisions: async (filter, page) => {
      const { items, next } = pageBy(
        data.entries.filter((entry) => fits(entry, filter)),
        page,
        newest,
      );
      return { items: items.map(({ seq: _order, ...decision }) => decision), next };
    },
    conversions: async ({ profileId, ...filter }) =>
      recordsOf(data, profileId)
        .flatMap(({ conversions }) => conversions)
        .filter((row) => fits(row, filter)),
    exposures: async ({ profileId, ...filter }) =>
      recordsOf(data, profileId)
        .flatMap(({ exposures }) => exposures)
        .filter((row) => fits(row, filter)),
    withdrawnCount: async ({ journeyId, node, salt, asOfMs }) =>
      recordsOf(data, undefined)
        .flatMap(({ exposures }) => exposures)
        .filter(
          (row) =>
            fits(row, { journeyId, node, salt }) && (row.withdrawnAtMs ?? Number.POSITIVE_INFINITY) <= asOfMs,
        ).length,
    importedWith: async ({ journeyId, node, batch }) => {
      const of = { journeyId, node, batch };
      return recordsOf(data, undefined)
        .filter(
          ({ exposures, inputs }) =>
            exposures.some((row) => fits(row, of)) ||
            inputs.some(({ input }) => input.type === 'exposure' && fits(input, of)),
        )
        .map(({ profileId }) => profileId);
    },
    armCustomers: async ({ journeyId, node, salt }) => {
      const customers = new Map<string, Set<string>>();
      for (const row of recordsOf(data, undefined).flatMap(({ exposures }) => exposures)) {
        if (row.withdrawnAtMs === null && fits(row, { journeyId, node, salt }))
          customers.set(row.arm, (customers.get(row.arm) ?? new Set()).add(row.profileId));
      }
      return [...customers]
        .map(([arm, { size }]) => ({ arm, customerCount: size }))
        .sort((a, b) => compareText(a.arm, b.arm));
    },
    duplicates: async (page) => {
      const { items, next } = pageBy(data.duplicates, page, newest);
      return { items: items.map(({ seq: _order, ...duplicate }) => duplicate), next };
    },
    jobs: async () => jobsInOrder(data),
    audit: async (page) => {
      const { items, next } = pageBy(
        data.audit.map((row, seq) => ({ row, seq })),
        page,
        newest,
      );
      return { items: items.map(({ row }) => row), next };
    },
    deedsOf: async (journeyId) => data.audit.filter(({ subject }) => subject === journeyId),
  };
}
