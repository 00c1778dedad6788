import { useMutation } from '@tanstack/react-query';
import { type DeliveryView, deliveryEndpoints } from '../../shared/api/deliveries.ts';
import type { ReceiptKind } from '../../shared/event.ts';
import { call } from './call.ts';
import { type List, useList } from './useList.ts';

const { listInbox, reportReceipt } = deliveryEndpoints;

/** People watch this page while a journey runs. */
const REFRESH_MS = 3_000;

export function useInbox(filter: {
  channel: string | undefined;
  journey: string | undefined;
}): List<DeliveryView> {
  return useList({
    key: ['inbox', filter],
    load: (cursor, signal) => call(listInbox, { query: { ...filter, cursor } }, signal),
    refreshMs: REFRESH_MS,
  });
}

export function useReportReceipt() {
  return useMutation({
    mutationFn: ({ key, kind }: { key: string; kind: ReceiptKind }) =>
      call(reportReceipt, { params: { key }, body: { id: crypto.randomUUID(), kind } }),
  });
}
