import type { Hono } from 'hono';
import { type OutboxRow, sendKey } from '../../engine/core/records.ts';
import type { Page, PageQuery } from '../../engine/stores/page.ts';
import type { DeliveryFilter, Reports } from '../../engine/stores/reports.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found, refuse } from '../http/requestRefusal.ts';
import { INBOX_REFERENCE } from '../outbound/inboxReference.ts';
import { deliveryView } from '../views/deliveryView.ts';
import { pageQuery, pageView } from '../views/pages.ts';

/** Pages of other providers' deliveries read at most while looking for one page of the inbox. */
const INBOX_PAGES_MAX = 20;
const RECEIPT_LOOK_BACK = { limit: 200, cursor: null };

function isInInbox(row: OutboxRow): boolean {
  return row.reference?.startsWith(INBOX_REFERENCE) ?? false;
}

/** Accepted deliveries of the inbox provider; a page may be short while the list goes on. */
async function inboxPage(
  filter: DeliveryFilter,
  page: PageQuery,
  reports: Reports,
): Promise<Page<OutboxRow>> {
  let { cursor } = page;
  for (let read = 0; read < INBOX_PAGES_MAX; read++) {
    const { items, next } = await reports.deliveries({ ...filter, status: 'accepted' }, { ...page, cursor });
    const kept = items.filter(isInInbox);
    if (kept.length > 0 || next === null) return { items: kept, next };
    cursor = next;
  }
  return { items: [], next: cursor };
}

/** Which delivery of its node to its customer a row is, counted from 1 by acceptance. */
async function ordinalOf(row: OutboxRow, reports: Reports): Promise<number> {
  const { journeyId, profileId, node } = row;
  const { items } = await reports.deliveries({ journeyId, profileId }, RECEIPT_LOOK_BACK);
  const reached = items
    .filter((one) => one.node === node && (one.status === 'accepted' || one.status === 'unknown'))
    .sort((a, b) => (a.decidedAtMs ?? 0) - (b.decidedAtMs ?? 0));
  return reached.findIndex((one) => sendKey(one) === sendKey(row)) + 1;
}

export function deliveryRoutes(app: Hono, { engine, reports }: Backend): void {
  bindEndpoint(app, endpoints.listDeliveries, ({ query }) => {
    const { journey: journeyId, profile: profileId, channel, status } = query;
    return pageView(
      reports.deliveries({ journeyId, profileId, channel, status }, pageQuery(query)),
      deliveryView,
    );
  });

  bindEndpoint(app, endpoints.getDelivery, async ({ params }) =>
    deliveryView(found(await reports.delivery(params.key), 'delivery')),
  );

  bindEndpoint(app, endpoints.reportReceipt, async ({ params, body }) => {
    const row = found(await reports.delivery(params.key), 'delivery');
    const delivery = await ordinalOf(row, reports);
    // what was never sent cannot have been received
    if (delivery === 0 || row.effect.type !== 'sendMessage') {
      throw refuse(409, 'not-sent', { params: { status: row.status } });
    }
    const result = await engine.receipt({
      id: body.id,
      profile: row.profileId,
      journey: row.journeyId,
      node: row.node,
      kind: body.kind,
      delivery,
      properties: body.properties ?? {},
    });
    return { result };
  });

  bindEndpoint(app, endpoints.listInbox, ({ query }) => {
    const { journey: journeyId, profile: profileId, channel } = query;
    return pageView(inboxPage({ journeyId, profileId, channel }, pageQuery(query), reports), deliveryView);
  });

  bindEndpoint(app, endpoints.getInboxMessage, async ({ params }) => {
    const row = await reports.delivery(params.key);
    return deliveryView(found(row && isInInbox(row) ? row : null, 'delivery'));
  });
}
