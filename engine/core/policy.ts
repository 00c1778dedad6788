/** Caps and quiet hours: pure questions the gate asks (language.md §6.3, §6.4). */
import type { JourneyClass } from '../../shared/channel.ts';
import type { Profile } from '../../shared/profile.ts';
import { type Cap, isCapPeriod, type QuietHours, type Workspace } from '../../shared/workspace.ts';
import type { OutboxRow } from './records.ts';
import { addDuration } from './time/duration.ts';
import { periodOf } from './time/period.ts';
import { endOfWindows, isInWindow } from './time/window.ts';
import { knownZone } from './zones.ts';

/** Statuses that count toward caps: what was sent, or may have been. */
const COUNTED: ReadonlySet<OutboxRow['status']> = new Set(['claimed', 'calling', 'accepted', 'unknown']);

export interface MessageFacts {
  channel: string;
  class: JourneyClass;
  tags: readonly string[];
}

/** The class that decides exemptions; any purpose but `service` is marketing. */
export function classOf(purpose: string): JourneyClass {
  return purpose === 'service' ? 'service' : 'marketing';
}

/** Caps and quiet hours ask the profile's zone, else the workspace's; never the journey's. */
export function policyZone(
  profile: Pick<Profile, 'timeZone'>,
  workspace: Pick<Workspace, 'timeZone'>,
): string {
  return knownZone(profile.timeZone) ?? workspace.timeZone;
}

function concerns(cap: Cap, message: MessageFacts): boolean {
  return (
    cap.class === message.class &&
    (cap.channel === undefined || cap.channel === message.channel) &&
    (cap.tag === undefined || message.tags.includes(cap.tag))
  );
}

/** First instant that still counts toward a cap; a send exactly `per` ago no longer does. */
function countedFromMs(cap: Cap, nowMs: number, zone: string): number {
  if (isCapPeriod(cap.per)) return periodOf(nowMs, cap.per, 0, zone).fromMs;
  return addDuration(nowMs, `-${cap.per}`, zone) + 1;
}

/** Whether one of the caps leaves no room for this message. */
export function isCapped(
  message: MessageFacts,
  sends: readonly OutboxRow[],
  caps: readonly Cap[],
  nowMs: number,
  zone: string,
): boolean {
  return caps.some((cap) => {
    if (!concerns(cap, message)) return false;
    const fromMs = countedFromMs(cap, nowMs, zone);
    const count = sends.filter(
      (row) =>
        COUNTED.has(row.status) &&
        row.decidedAtMs !== null &&
        row.decidedAtMs >= fromMs &&
        row.effect.type === 'sendMessage' &&
        concerns(cap, {
          channel: row.lane,
          class: classOf(row.effect.purpose ?? 'marketing'),
          tags: row.effect.tags,
        }),
    ).length;
    return count >= cap.max;
  });
}

/** The quiet windows that concern a channel. */
export function quietWindows(quietHours: readonly QuietHours[], channel: string): readonly QuietHours[] {
  return quietHours.filter((quiet) => quiet.channel === undefined || quiet.channel === channel);
}

/** First instant at or after `nowMs` outside all quiet windows; null when they never end. */
export function quietUntil(windows: readonly QuietHours[], nowMs: number, zone: string): number | null {
  return windows.length === 0 ? nowMs : endOfWindows(nowMs, windows, zone);
}

/** Longest hold where no quiet hours say otherwise. */
const MAX_HOLD_DEFAULT = 'P1D';

/** When a message that quiet hours hold expires: by the shortest hold among those it fell into. */
export function holdEndMs(
  windows: readonly QuietHours[],
  plannedAtMs: number,
  nowMs: number,
  zone: string,
): number {
  // a message delayed by something else may have run into quiet hours later than it was due
  const holding = [plannedAtMs, nowMs]
    .map((ms) => windows.filter((quiet) => isInWindow(ms, quiet, zone)))
    .find((found) => found.length > 0);
  const holds = (holding ?? windows).map(({ maxHold }) => maxHold);
  const ends = (holds.length > 0 ? holds : [MAX_HOLD_DEFAULT]).map((hold) =>
    addDuration(plannedAtMs, hold, zone),
  );
  return Math.min(...ends);
}
