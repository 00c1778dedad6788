import { type CustomerEvent, receiptEventName } from '../../../shared/event.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { withConsent } from '../consent.ts';
import { householdName, householdOf } from '../drawnUnit.ts';
import type { Input, PendingInput, ProfilePatch } from '../input.ts';
import { keyText } from '../moment.ts';
import { type OutboxRow, sendKey } from '../records.ts';
import { snapshotOf } from '../snapshot.ts';
import { applyEvent } from './applyEvent.ts';
import type { CustomerDraft } from './draft.ts';
import { offerEntry } from './enter.ts';
import { leave, lookAgain } from './leave.ts';
import { retryParked } from './retry.ts';
import type { RunningJourney } from './world.ts';

type InputOf<Type extends Input['type']> = Extract<Input, { type: Type }>;

/** Attributes and addresses are merged, everything else replaced. */
function patchProfile(draft: CustomerDraft, patch: ProfilePatch): void {
  const { profile } = draft;
  draft.setProfile({
    ...profile,
    ...patch,
    attributes: patch.attributes ? { ...profile.attributes, ...patch.attributes } : profile.attributes,
    addresses: { ...profile.addresses, ...patch.addresses },
    consent: { ...profile.consent, ...patch.consent },
  });
}

/** The delivery a receipt speaks of: the nth of that node to this customer, or the last. */
function deliveryOf(
  draft: CustomerDraft,
  receipt: InputOf<'receipt'>,
): { row: OutboxRow; index: number } | null {
  const rows = [...draft.outbox.values()]
    .filter(
      (row) =>
        row.journeyId === receipt.journeyId &&
        row.node === receipt.node &&
        row.effect.type === 'sendMessage' &&
        (row.status === 'accepted' || row.status === 'unknown') &&
        (receipt.key === null || draft.enrollmentAt(row)?.key === receipt.key),
    )
    .sort((a, b) => (a.decidedAtMs ?? 0) - (b.decidedAtMs ?? 0));
  const index = receipt.delivery === 'last' ? rows.length - 1 : receipt.delivery - 1;
  const row = rows[index];
  return row ? { row, index: index + 1 } : null;
}

/** A receipt is an event of the customer with the delivery it belongs to (language.md §6.7). */
function applyReceipt(draft: CustomerDraft, receipt: InputOf<'receipt'>, atMs: number): void {
  const delivery = deliveryOf(draft, receipt);
  if (!delivery) return;
  const { row, index } = delivery;
  if (row.effect.type !== 'sendMessage') return;
  if (receipt.kind === 'optedOut') {
    draft.setProfile(withConsent(draft.profile, { channel: row.lane, purpose: null, granted: false }));
  }
  if (receipt.kind === 'complained' && !draft.profile.suppressed.includes('complained')) {
    draft.setProfile({ ...draft.profile, suppressed: [...draft.profile.suppressed, 'complained'] });
  }
  const event: CustomerEvent = {
    id: receipt.id,
    name: receiptEventName(receipt.kind),
    properties: {
      ...receipt.properties,
      journey: row.journeyId,
      node: row.node,
      channel: row.lane,
      template: row.effect.template,
      delivery: index,
      key: sendKey(row),
    },
    occurredAtMs: atMs,
    acceptedAtMs: atMs,
  };
  applyEvent(draft, event, undefined, row);
}

/** The business key where it is a property of the entry. */
function keyOfProperties({ current }: RunningJourney, properties: JsonObject): string | null {
  return current.entry.key === undefined ? null : keyText(properties[current.entry.key]);
}

function applyEnrol(draft: CustomerDraft, deed: InputOf<'enrol'>): void {
  const running = draft.world.journeys.get(deed.journeyId);
  if (!running) return;
  offerEntry(draft, running, {
    entry: { eventId: null, name: null, properties: deed.properties },
    key: deed.key ?? keyOfProperties(running, deed.properties),
    by: deed.override ? 'override' : 'deed',
  });
}

function applyRemove(draft: CustomerDraft, deed: InputOf<'remove'>): void {
  for (const enrollment of draft.enrollments) {
    const isMeant =
      enrollment.journeyId === deed.journeyId && (deed.key === null || enrollment.key === deed.key);
    if (isMeant && enrollment.status !== 'ended') leave(draft, enrollment, 'removed', null);
  }
  draft.setBarred(deed.journeyId, true);
}

/** Applies one accepted input to a customer. */
export function applyInput(draft: CustomerDraft, { seq, atMs, input }: PendingInput): void {
  draft.consume(seq);
  switch (input.type) {
    case 'event':
      return applyEvent(draft, eventOf(input, atMs), input.attributes);
    case 'receipt':
      return applyReceipt(draft, input, atMs);
    case 'profile':
      patchProfile(draft, input.patch);
      return lookAgain(draft);
    case 'consent':
      draft.setProfile(withConsent(draft.profile, input));
      return lookAgain(draft);
    case 'enrol':
      return applyEnrol(draft, input);
    case 'remove':
      return applyRemove(draft, input);
    case 'retry':
      return retryParked(draft, input);
    case 'exposure':
      return applyExposure(draft, input, atMs);
    case 'withdrawExposures': {
      const { journeyId, node, salt, batch } = input;
      return draft.withdraw({ journeyId, node, salt, batch, atMs });
    }
    case 'merge':
      throw new Error('a merge is carried out beside the drafts of its two customers');
  }
}

/** An arm drawn elsewhere is as good as one drawn here: it is counted, and it stays. */
function applyExposure(draft: CustomerDraft, given: InputOf<'exposure'>, recordedAtMs: number): void {
  const { journeyId, node, salt, arm, version, epoch, exposedAtMs, eligible, remembered, batch, household } =
    given;
  const { profile, profileId } = draft;
  // whoever is exposed is known
  draft.setProfile(profile);
  draft.addExposures([
    {
      profileId,
      journeyId,
      node,
      ordinal: 0,
      salt,
      arm,
      version,
      epoch,
      source: 'import',
      exposedAtMs,
      key: null,
      unit:
        household && 'name' in household ? householdName(household.name) : householdOf(profile, household),
      eligible,
      recordedAtMs,
      snapshot: snapshotOf(profile, remembered),
      entry: 'import',
      batch,
      withdrawnAtMs: null,
    },
  ]);
  draft.count(journeyId, version, node, 'imported', arm);
}

function eventOf(
  { id, name, properties, occurredAtMs }: InputOf<'event'>,
  acceptedAtMs: number,
): CustomerEvent {
  return { id, name, properties, occurredAtMs, acceptedAtMs };
}
