import { useTranslation } from 'react-i18next';
import { type DeliveryView, deliveryStatusSchema } from '../../shared/api/deliveries.ts';
import { NOT_IN_TEST } from '../../shared/nodes/traffic.ts';
import {
  ENTRY_REFUSALS,
  type EntryRefusal,
  isEndReason,
  REFUSAL_REASONS,
  type RefusalReason,
} from '../../shared/refusal.ts';

const isRefusal = (reason: string): reason is RefusalReason =>
  REFUSAL_REASONS.some((known) => known === reason);
const isEntryRefusal = (reason: string): reason is EntryRefusal =>
  ENTRY_REFUSALS.some((known) => known === reason);

/** The engine's own words beside an end, or for a fault. */
const DETAILS = [
  'merged',
  'migrated',
  'move-undone',
  'max-visits',
  'missing-date',
  NOT_IN_TEST,
  'chain-too-deep',
] as const;
const isDetail = (reason: string): reason is (typeof DETAILS)[number] =>
  DETAILS.some((known) => known === reason);

/** A reason of the language in a few words; a node's own word, or a provider's, stays as it is. */
export function useReasonWords(): (reason: string) => string {
  const { t } = useTranslation('words');
  return (reason) => {
    if (isEntryRefusal(reason)) return t(`entryRefusal.${reason}`);
    if (isRefusal(reason)) return t(`refusal.${reason}`);
    if (isEndReason(reason)) return t(`end.${reason}`);
    return isDetail(reason) ? t(`detail.${reason}`) : reason;
  };
}

/** Why a message was not sent, as a sentence. */
export function useReasonSentence(): (reason: string) => string {
  const { t } = useTranslation('words');
  return (reason) => (isRefusal(reason) ? t(`refusalWhy.${reason}`) : reason);
}

/** What became of messages and calls: a status, or the reason of a refusal. */
export function useOutcomeWords(): (outcome: string) => string {
  const { t } = useTranslation('words');
  const reasonWords = useReasonWords();
  return (outcome) => {
    const status = deliveryStatusSchema.safeParse(outcome);
    // a failed call and a failed delivery are said alike
    return status.success
      ? t(`delivery.${status.data satisfies DeliveryView['status']}`)
      : reasonWords(outcome);
  };
}
