/** The one gate every message passes, in the transaction that claims the send (language.md §6.1). */
import type { SendMessage } from '../../shared/effect.ts';
import type { Profile } from '../../shared/profile.ts';
import type { RefusalReason } from '../../shared/refusal.ts';
import type { Rendered } from '../../shared/template.ts';
import type { Workspace } from '../../shared/workspace.ts';
import type { CompiledJourney } from './compile.ts';
import { consentOf } from './consent.ts';
import { type AskingEnrollment, readPath } from './facts.ts';
import { classOf, holdEndMs, isCapped, policyZone, quietUntil, quietWindows } from './policy.ts';
import type { OutboxRow } from './records.ts';
import { contentFor, render } from './template.ts';
import { addDuration } from './time/duration.ts';
import { customerZone } from './zones.ts';

export type Verdict =
  | { type: 'send'; content: Rendered; address: string }
  | { type: 'hold'; untilMs: number; hold: NonNullable<OutboxRow['hold']> }
  | { type: 'refuse'; reason: RefusalReason };

/** Hands out the next free instant of a pace: the first at once, then one each 1/n second. */
export type TakeSlot = (pace: string, perSecond: number, nowMs: number) => number;

export interface GateFacts {
  row: OutboxRow & { effect: SendMessage };
  profile: Profile;
  /** the version's journey and frozen templates */
  compiled: CompiledJourney;
  enrollment: AskingEnrollment;
  isEnrolled: boolean;
  isLive: boolean;
  /** this customer's messages, settled or open */
  sends: readonly OutboxRow[];
  workspace: Workspace;
  nowMs: number;
  takeSlot: TakeSlot;
}

const refuse = (reason: RefusalReason): Verdict => ({ type: 'refuse', reason });

/** Whether the customer may be sent to at all, whatever the hour. */
function refusalOfPerson(facts: GateFacts): RefusalReason | null {
  const { row, profile, compiled, workspace, nowMs } = facts;
  const purpose = row.effect.purpose ?? compiled.journey.class;
  const messageClass = classOf(purpose);
  if (!facts.isLive) return 'not-live';
  if (!facts.isEnrolled) return 'left';
  if (compiled.journey.testMode && !workspace.testSeeds.includes(profile.id)) return 'not-in-test-list';
  if (profile.suppressed.length > 0) return 'suppressed';
  if (messageClass === 'marketing' && consentOf(profile, row.lane, purpose) !== true) return 'no-consent';
  if (addressOf(facts) === null) return 'unreachable';
  const message = { channel: row.lane, class: messageClass, tags: row.effect.tags };
  const zone = policyZone(profile, workspace);
  return isCapped(message, facts.sends, workspace.caps, nowMs, zone) ? 'capped' : null;
}

function addressOf({ row, profile, enrollment }: GateFacts): string | null {
  const held =
    row.effect.to === null
      ? Object.hasOwn(profile.addresses, row.lane)
        ? profile.addresses[row.lane]
        : undefined
      : readPath({ profile, enrollment }, row.effect.to);
  return typeof held === 'string' && held !== '' ? held : null;
}

/** Whether quiet hours held it before; until it is called it may expire. */
function wasHeld({ row }: GateFacts): boolean {
  return row.hold === 'quiet-hours' || row.hold === 'release';
}

function expiryMs({ row, profile, workspace, nowMs }: GateFacts): number {
  const zone = policyZone(profile, workspace);
  return row.effect.maxHold === null
    ? holdEndMs(quietWindows(workspace.quietHours, row.lane), row.plannedAtMs, nowMs, zone)
    : addDuration(row.plannedAtMs, row.effect.maxHold, zone);
}

/** Held until the quiet hours end and a release slot is free; expired when that is too late. */
function verdictOfHours(facts: GateFacts): Verdict | null {
  const { row, profile, compiled, workspace, nowMs, takeSlot } = facts;
  if (classOf(row.effect.purpose ?? compiled.journey.class) === 'service') return null;
  const windows = quietWindows(workspace.quietHours, row.lane);
  const zone = policyZone(profile, workspace);
  const untilMs = quietUntil(windows, nowMs, zone);
  if (untilMs === null || untilMs > nowMs) {
    if (row.effect.quiet === 'refuse') return refuse('quiet-hours');
    if (untilMs === null || untilMs > expiryMs(facts)) return refuse('expired');
    return { type: 'hold', untilMs, hold: 'quiet-hours' };
  }
  if (wasHeld(facts) && nowMs > expiryMs(facts)) return refuse('expired');
  if (row.hold !== 'quiet-hours') return null;
  const slotMs = takeSlot(`release/${row.lane}`, workspace.releasePerSecond, nowMs);
  if (slotMs <= nowMs) return null;
  return { type: 'hold', untilMs: notBeyondExpiry(facts, slotMs), hold: 'release' };
}

/** One millisecond beyond the longest hold is the instant at which a message expires. */
function notBeyondExpiry(facts: GateFacts, slotMs: number): number {
  return Math.min(slotMs, expiryMs(facts) + 1);
}

function verdictOfLimit(facts: GateFacts): Verdict | null {
  const { row, workspace, nowMs, takeSlot } = facts;
  const limit = workspace.limits.find(({ channel }) => channel === row.lane);
  // a slot taken earlier is still ours
  if (!limit || row.hold === 'limit') return null;
  const slotMs = takeSlot(`limit/${row.lane}`, limit.perSecond, nowMs);
  return slotMs <= nowMs ? null : holdForTurn(facts, slotMs);
}

/** What quiet hours held may expire before its turn comes. */
function holdForTurn(facts: GateFacts, slotMs: number): Verdict {
  const untilMs = wasHeld(facts) ? notBeyondExpiry(facts, slotMs) : slotMs;
  return { type: 'hold', untilMs, hold: untilMs < slotMs ? 'release' : 'limit' };
}

function contentOf(facts: GateFacts): Rendered | null {
  const { row, profile, compiled, enrollment, workspace } = facts;
  const template = compiled.templates[row.effect.template];
  const content = template && contentFor(template, row.lane, row.effect.locale ?? profile.locale);
  if (!content)
    throw new Error(`version ${compiled.version} froze no content of ${row.effect.template} for ${row.lane}`);
  return render({
    content,
    channel: row.lane,
    // fields added after a spread would cost twenty times as much
    scope: Object.assign({}, profile.attributes, {
      tags: profile.tags,
      event: enrollment.entry.properties,
      vars: enrollment.vars,
      key: enrollment.key,
    }),
    // dates are read by the customer: the journey's zone counts here, unlike in policy
    zone: customerZone({ profile, journey: compiled.journey, workspace }),
    missing: row.effect.missing,
  });
}

/**
 * Whether a message goes out now, waits, or is refused: the questions of language.md §6.1 in their order.
 * Takes turns of paces, so it is asked once for each attempt.
 * Errors: a template that exceeds its limits throws; the caller parks the enrollment.
 */
export function decideSend(facts: GateFacts): Verdict {
  const reason = refusalOfPerson(facts);
  if (reason) return refuse(reason);
  const hours = verdictOfHours(facts);
  if (hours) return hours;
  // before the limit: what is not sent takes nobody's turn
  if (facts.row.effect.missing === 'refuse' && contentOf(facts) === null) return refuse('missing-value');
  const limit = verdictOfLimit(facts);
  if (limit) return limit;
  const address = addressOf(facts);
  const content = contentOf(facts);
  if (address === null || content === null) return refuse('missing-value');
  return { type: 'send', content, address };
}
