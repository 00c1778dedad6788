/** What happened in a rehearsal, in the shapes of language.md §10.3. */
import type { Problem, ProblemCode } from '../../shared/problem.ts';
import { instantText } from '../../shared/time.ts';
import { type Enrollment, enrollmentId, type OutboxRow } from '../core/records.ts';
import type { Page, PageQuery } from '../stores/page.ts';
import type { Reports } from '../stores/reports.ts';

export interface RehearsalReport {
  deliveries: {
    at: string;
    profile: string;
    journey: string;
    node: string;
    key: string | null;
    channel: string;
    template: string;
    text: string;
  }[];
  refusals: { at: string; profile: string; journey: string; node: string; reason: string }[];
  ends: {
    at: string;
    profile: string;
    journey: string;
    key: string | null;
    reason: string;
    detail: string | null;
  }[];
  waiting: { profile: string; journey: string; node: string; key: string | null }[];
  parked: { profile: string; journey: string; node: string; fault: string }[];
  /** what was refused, and where in the document; `params` is what the words of the code name */
  problems: {
    at: string;
    journey: string;
    code: ProblemCode;
    node: string | null;
    field: string | null;
    params: NonNullable<Problem['params']>;
  }[];
  entryRefusals: { at: string; profile: string; journey: string; reason: string; key: string | null }[];
  duplicates: { at: string; id: string }[];
  exposures: { at: string; profile: string; journey: string; node: string; arm: string }[];
  profiles: { id: string; attributes: object; tags: string[] }[];
  states: { journey: string; state: string }[];
  trace: {
    at: string;
    profile: string;
    journey: string;
    version: number;
    node: string;
    outlet: string | null;
    reason: string | null;
    lateMs?: number;
  }[];
}

/** Large, because a memory store orders all of its rows for each page. */
const PAGE_LIMIT = 10_000;

async function everything<Row>(read: (page: PageQuery) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Page<Row> = await read({ limit: PAGE_LIMIT, cursor });
    rows.push(...page.items);
    if (page.next === null) return rows;
    cursor = page.next;
  }
}

function byInstant<Row extends { at: string }>(rows: Row[]): Row[] {
  return rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The word a message that did not go out is listed with. */
function refusalOf(row: OutboxRow): string | null {
  switch (row.status) {
    case 'refused':
    case 'cancelled':
      return row.reason;
    case 'rejected':
    case 'failed':
    case 'unknown':
      return row.status;
    default:
      return null;
  }
}

function messagesOf(rows: readonly OutboxRow[], enrollments: readonly Enrollment[]) {
  const deliveries: RehearsalReport['deliveries'] = [];
  const refusals: RehearsalReport['refusals'] = [];
  const keys = new Map(enrollments.map((enrollment) => [enrollmentId(enrollment), enrollment.key]));
  for (const row of rows) {
    if (row.effect.type !== 'sendMessage' || row.decidedAtMs === null) continue;
    const base = {
      at: instantText(row.decidedAtMs),
      profile: row.profileId,
      journey: row.journeyId,
      node: row.node,
    };
    const reason = refusalOf(row);
    if (reason !== null) refusals.push({ ...base, reason });
    if (row.status !== 'accepted') continue;
    deliveries.push({
      ...base,
      key: keys.get(enrollmentId(row)) ?? null,
      channel: row.lane,
      template: row.effect.template,
      text: row.content?.body ?? '',
    });
  }
  return { deliveries: byInstant(deliveries), refusals: byInstant(refusals) };
}

function stationsOf(enrollments: readonly Enrollment[]) {
  const ends: RehearsalReport['ends'] = [];
  const waiting: RehearsalReport['waiting'] = [];
  const parked: RehearsalReport['parked'] = [];
  for (const enrollment of enrollments) {
    const base = { profile: enrollment.profileId, journey: enrollment.journeyId };
    switch (enrollment.status) {
      case 'ended': {
        const { reason, detail, key } = enrollment;
        ends.push({ at: instantText(enrollment.endedAtMs), ...base, key, reason, detail });
        break;
      }
      case 'active':
        waiting.push({ ...base, node: enrollment.state.node, key: enrollment.key });
        break;
      case 'parked':
        parked.push({ ...base, node: enrollment.state.node, fault: enrollment.fault });
        break;
    }
  }
  return { ends: byInstant(ends), waiting, parked };
}

async function decisionsOf(reports: Reports) {
  const decisions = await everything((page) => reports.entryDecisions({}, page));
  const entryRefusals = decisions
    .filter(({ decision }) => decision !== 'held')
    .map(({ atMs, profileId, journeyId, decision, key }) => ({
      at: instantText(atMs),
      profile: profileId,
      journey: journeyId,
      reason: decision,
      key,
    }));
  const exposures = (await reports.exposures({})).map(({ exposedAtMs, profileId, journeyId, node, arm }) => ({
    at: instantText(exposedAtMs),
    profile: profileId,
    journey: journeyId,
    node,
    arm,
  }));
  const duplicates = (await everything((page) => reports.duplicates(page))).map(({ id, atMs }) => ({
    at: instantText(atMs),
    id,
  }));
  return {
    entryRefusals: byInstant(entryRefusals),
    exposures: byInstant(exposures),
    duplicates: byInstant(duplicates),
  };
}

async function traceOf(reports: Reports, profileIds: readonly string[]): Promise<RehearsalReport['trace']> {
  const rows = (await Promise.all(profileIds.map((profileId) => reports.trace({ profileId })))).flat();
  return byInstant(
    rows.map(({ atMs, profileId, journeyId, version, node, outlet, reason, lateMs }) => ({
      at: instantText(atMs),
      profile: profileId,
      journey: journeyId,
      version,
      node,
      outlet,
      reason,
      ...(lateMs === undefined ? {} : { lateMs }),
    })),
  );
}

export async function readReport(
  reports: Reports,
  given: Pick<RehearsalReport, 'problems' | 'states'>,
): Promise<RehearsalReport> {
  const enrollments = await everything((page) => reports.enrollments({}, page));
  const rows = await everything((page) => reports.deliveries({}, page));
  const profiles = await everything((page) => reports.profiles({ search: '' }, page));
  return {
    ...messagesOf(rows, enrollments),
    ...stationsOf(enrollments),
    ...(await decisionsOf(reports)),
    ...given,
    profiles: profiles.map(({ id, attributes, tags }) => ({ id, attributes, tags })),
    trace: await traceOf(
      reports,
      profiles.map(({ id }) => id),
    ),
  };
}
