import { enrollmentId } from '../../engine/core/records.ts';
import type { Page, PageQuery } from '../../engine/stores/page.ts';
import type { Reports } from '../../engine/stores/reports.ts';
import type { TimelineItem } from '../../shared/api/profiles.ts';
import { instantText } from '../../shared/time.ts';
import { found } from '../http/requestRefusal.ts';
import { deliveryView } from '../views/deliveryView.ts';
import { traceStep } from '../views/enrollmentView.ts';
import { type ListQuery, type ListView, offsetOf } from '../views/pages.ts';

const PAGE_LIMIT = 200;

/** The newest rows of a paged report, as many as asked for. */
async function newest<Row>(count: number, read: (page: PageQuery) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await read({ limit: Math.min(PAGE_LIMIT, count - rows.length), cursor });
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && rows.length < count);
  return rows;
}

/** Everything about a customer that could stand among the newest `count` lines. */
async function storyOf(profileId: string, count: number, reports: Reports): Promise<TimelineItem[]> {
  const [events, deliveries, steps, entries, goals] = await Promise.all([
    newest(count, (page) => reports.events(profileId, page)),
    newest(count, (page) => reports.deliveries({ profileId }, page)),
    reports.trace({ profileId }),
    newest(count, (page) => reports.entryDecisions({ profileId }, page)),
    reports.conversions({ profileId }),
  ]);
  return [
    ...events.map(
      (row): TimelineItem => ({
        type: 'event',
        at: instantText(row.occurredAtMs),
        id: row.id,
        name: row.name,
        properties: row.properties,
        acceptedAt: instantText(row.acceptedAtMs),
      }),
    ),
    ...deliveries.map(
      (row): TimelineItem => ({
        type: 'delivery',
        at: instantText(row.decidedAtMs ?? row.plannedAtMs),
        delivery: deliveryView(row),
      }),
    ),
    ...steps.map(
      (row): TimelineItem => ({
        type: 'step',
        at: instantText(row.atMs),
        journeyId: row.journeyId,
        enrollment: enrollmentId(row),
        step: traceStep(row),
      }),
    ),
    ...entries.map(
      (row): TimelineItem => ({
        type: 'entry',
        at: instantText(row.atMs),
        journeyId: row.journeyId,
        decision: row.decision,
        key: row.key,
      }),
    ),
    ...goals.map(
      (row): TimelineItem => ({
        type: 'goal',
        at: instantText(row.atMs),
        journeyId: row.journeyId,
        enrollment: enrollmentId(row),
        goal: row.goal,
        value: row.value,
      }),
    ),
  ];
}

/** Lines of one instant, newest first: later steps of an enrollment stand above earlier ones. */
function compare(a: TimelineItem, b: TimelineItem): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  if (a.type === 'step' && b.type === 'step') return b.step.index - a.step.index;
  return 0;
}

/** One page of a customer's story, newest first. */
export async function timelinePage(
  id: string,
  query: ListQuery,
  reports: Reports,
): Promise<ListView<TimelineItem>> {
  const { id: profileId } = found(await reports.profile(id), 'profile');
  const from = query.cursor === undefined ? 0 : offsetOf(query.cursor);
  const upTo = from + query.limit;
  const story = (await storyOf(profileId, upTo + 1, reports)).sort(compare);
  return { items: story.slice(from, upTo), nextCursor: story.length > upTo ? `o${upTo}` : null };
}
