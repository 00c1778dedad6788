/** I5: caps, quiet hours and provider limits hold in every prefix of what was sent; and refuse nothing else. */
import type { Cap, WorkspaceInput } from '../../../shared/workspace.ts';
import type { Call } from '../evidence.ts';
import { group, type Knowledge, keyOf } from './knowledge.ts';
import { DAY_MS, instantOfWall, isInWindow, minuteOfDay, wallMs } from './localTime.ts';
import { type MessageKind, messageOf } from './message.ts';

type CapInput = NonNullable<WorkspaceInput['caps']>[number];

/** First instant that counts toward a cap at an instant. */
function countsFromMs(per: Cap['per'], atMs: number, zone: string): number {
  const wall = wallMs(atMs, zone);
  const midnight = Math.floor(wall / DAY_MS) * DAY_MS;
  if (per === 'day') return instantOfWall(midnight, zone);
  // the first of January 1970 was a Thursday
  const sinceMonday = (midnight / DAY_MS + 3) % 7;
  if (per === 'week') return instantOfWall(midnight - sinceMonday * DAY_MS, zone);
  const hours = /^PT(\d+)H$/.exec(per);
  if (hours) return atMs - Number(hours[1]) * 3_600_000 + 1;
  const days = /^P(\d+)D$/.exec(per);
  if (!days) throw new Error(`the plan has a cap per ${per}, which the checker does not know`);
  return instantOfWall(wall - Number(days[1]) * DAY_MS, zone) + 1;
}

function concerns(cap: CapInput, { isMarketing, channel, tags }: MessageKind): boolean {
  return (
    isMarketing &&
    (cap.channel === undefined || cap.channel === channel) &&
    (cap.tag === undefined || tags.includes(cap.tag))
  );
}

interface Sent {
  call: Call;
  message: MessageKind;
}

function messagesBy(known: Knowledge): Map<string, Sent[]> {
  const sent = known.calls.flatMap((call) => {
    const message = messageOf(known, call);
    return message ? [{ call, message }] : [];
  });
  return group(sent, ({ call }) => call.profile);
}

function mayHaveArrived({ answer }: Call): boolean {
  return answer === 'accepted' || answer === 'lost' || answer === 'hung';
}

export function capsHold(known: Knowledge): string[] {
  const caps = known.plan.workspace.caps ?? [];
  return [...messagesBy(known)].flatMap(([profile, sent]) =>
    caps.flatMap((cap) => {
      const zone = known.policyZone(profile);
      const counted = sent.filter(({ message }) => concerns(cap, message));
      return counted.flatMap(({ call }, index) => {
        const fromMs = countsFromMs(cap.per, call.atMs, zone);
        // of a call repeated after a crash, what its provider said last counts
        const newest = new Map(counted.slice(0, index).map((of) => [of.call.key, of.call]));
        newest.delete(call.key);
        const before = [...newest.values()].filter((of) => of.atMs >= fromMs && mayHaveArrived(of));
        if (before.length < cap.max) return [];
        return [`${call.key} at ${call.atMs} is number ${before.length + 1} of ${cap.max} per ${cap.per}`];
      });
    }),
  );
}

/** A message is refused as capped only where a cap is used up. */
export function capsRefuseNothingElse(known: Knowledge): string[] {
  const caps = known.plan.workspace.caps ?? [];
  const rows = known.reads.deliveries;
  return rows.flatMap((row) => {
    if (row.status !== 'refused' || row.reason !== 'capped' || row.decidedAtMs === null) return [];
    const atMs = row.decidedAtMs;
    const message = messageOf(known, { key: keyOf(row), node: row.node });
    if (!message || known.crashedAt(atMs)) return [];
    const zone = known.policyZone(row.profileId);
    const isUsedUp = caps.some((cap) => {
      if (!concerns(cap, message)) return false;
      const fromMs = countsFromMs(cap.per, atMs, zone);
      const counted = rows.filter((other) => {
        if (other.profileId !== row.profileId || other.decidedAtMs === null) return false;
        const kind = messageOf(known, { key: keyOf(other), node: other.node });
        if (!kind || !concerns(cap, kind)) return false;
        const isKept = other.status === 'accepted' || other.status === 'unknown';
        const isCalled = (known.callsByKey.get(keyOf(other)) ?? []).some((call) => call.atMs === atMs);
        return isCalled || (isKept && other.decidedAtMs >= fromMs && other.decidedAtMs <= atMs);
      });
      return counted.length >= cap.max;
    });
    return isUsedUp ? [] : [`${keyOf(row)} was refused as capped at ${atMs}, and no cap was used up`];
  });
}

export function quietHoursHold(known: Knowledge): string[] {
  const quietHours = known.plan.workspace.quietHours ?? [];
  return [...messagesBy(known)].flatMap(([profile, sent]) => {
    const zone = known.policyZone(profile);
    return sent.flatMap(({ call, message }) => {
      const minute = minuteOfDay(call.atMs, zone);
      const isQuiet = quietHours.some(
        ({ from, to, channel }) =>
          message.isMarketing &&
          (channel === undefined || channel === call.channel) &&
          isInWindow(minute, from, to),
      );
      const isRepeated = known.callsByKey.get(call.key)?.[0] !== call && call.channel === 'email';
      return isQuiet && !isRepeated
        ? [`${call.key} was sent at ${call.atMs}, in the quiet hours of ${zone}`]
        : [];
    });
  });
}

/** A provider that takes n messages a second gets no more. */
export function limitsHold(known: Knowledge): string[] {
  return (known.plan.workspace.limits ?? []).flatMap(({ channel, perSecond }) => {
    const calls = known.calls.filter((call) => call.channel === channel);
    return calls.flatMap((call, index) => {
      const before = calls[index - 1];
      if (!before || call.atMs - before.atMs >= 1000 / perSecond - 1) return [];
      return [`${call.key} followed ${before.key} after ${call.atMs - before.atMs} ms`];
    });
  });
}
