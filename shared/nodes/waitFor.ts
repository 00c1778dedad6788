import { z } from 'zod';
import { conditionSchema, whereSchema } from '../condition.ts';
import type { CustomerEvent } from '../event.ts';
import { nameSchema, outletIdSchema } from '../ids.ts';
import { durationSchema, windowSchema } from '../time.ts';
import { defineNode, type Passage, type WaitState, type WaitStep } from './definition.ts';
import { duplicateIds } from './duplicateIds.ts';
import type { Moment } from './moment.ts';

export const RESTARTS_MAX = 100;

const heard = { event: nameSchema, where: whereSchema.optional(), key: nameSchema.optional() };
const named = { id: outletIdSchema, name: z.string().max(100).optional() };
const pathSchema = z.union([
  z.strictObject({ ...named, ...heard }),
  z.strictObject({ ...named, condition: conditionSchema }),
]);

const settingsSchema = z.strictObject({
  paths: z.array(pathSchema).min(1).max(10),
  mode: z.enum(['first', 'ranked']).default('first'),
  lookBack: z.union([z.enum(['none', 'sinceEntry']), durationSchema]).default('sinceEntry'),
  timeout: durationSchema,
  timeoutWindow: windowSchema.optional(),
  restart: z.array(z.strictObject(heard)).max(10).default([]),
});
export type WaitForSettings = z.infer<typeof settingsSchema>;
type Path = z.infer<typeof pathSchema>;
type Heard = { event: string; where?: z.infer<typeof whereSchema> | undefined; key?: string | undefined };

function fits(rule: Heard, event: CustomerEvent, moment: Moment): boolean {
  return (
    event.name === rule.event && moment.isForKey(event, rule.key) && moment.matchesEvent(rule.where, event)
  );
}

function isEventPath(path: Path): path is Extract<Path, { event: string }> {
  return 'event' in path;
}

/** Rank of the best path satisfied so far; paths are ranked by their order. */
function seenOf(wait: WaitState | null): number {
  return Number(wait?.memory?.seen ?? Number.POSITIVE_INFINITY);
}

function restartsOf(wait: WaitState | null): number {
  return Number(wait?.memory?.restarts ?? 0);
}

function untilOf(settings: WaitForSettings, moment: Moment, fromMs: number): number {
  const untilMs = moment.calendar.addDuration(fromMs, settings.timeout, moment.zoneOf());
  if (!settings.timeoutWindow) return untilMs;
  return moment.calendar.nextInWindow(
    untilMs,
    settings.timeoutWindow,
    moment.zoneOf(settings.timeoutWindow.zone),
  );
}

/** Going on waiting, with what was seen so far; `first` never remembers a path because it passes at once. */
function waiting(untilMs: number, seen: number, restarts: number): WaitStep {
  const memory = {
    ...(Number.isFinite(seen) ? { seen } : {}),
    ...(restarts > 0 ? { restarts } : {}),
  };
  return { wait: { untilMs, ...(Object.keys(memory).length > 0 ? { memory } : {}) } };
}

function passed(settings: WaitForSettings, rank: number, reason?: string): Passage {
  // the rank came from this very list
  const outlet = (settings.paths[rank] as Path).id;
  return reason === undefined ? { outlet } : { outlet, reason };
}

function lookBackFrom(settings: WaitForSettings, moment: Moment): number {
  if (settings.lookBack === 'sinceEntry') return moment.enteredAtMs;
  // what came before the customer entered is never counted
  const fromMs = moment.calendar.addDuration(moment.nowMs, `-${settings.lookBack}`, moment.zoneOf());
  return Math.max(fromMs, moment.enteredAtMs);
}

/** The event that came first decides; among conditions, which are true right now, the order of the list. */
function satisfiedOnArrival(settings: WaitForSettings, moment: Moment): number[] {
  const ranks = settings.paths.flatMap((path, rank) =>
    !isEventPath(path) && moment.matches(path.condition) ? [rank] : [],
  );
  if (settings.lookBack === 'none') return ranks;
  const names = settings.paths.filter(isEventPath).map((path) => path.event);
  const inOrder: number[] = [];
  for (const event of moment.eventsSince(names, lookBackFrom(settings, moment))) {
    const rank = settings.paths.findIndex((path) => isEventPath(path) && fits(path, event, moment));
    if (rank >= 0) inOrder.push(rank);
  }
  return [...inOrder, ...ranks];
}

function arrive(settings: WaitForSettings, moment: Moment): WaitStep {
  const satisfied = satisfiedOnArrival(settings, moment);
  const [first] = satisfied;
  if (settings.mode === 'first' && first !== undefined) {
    return { pass: passed(settings, first, 'before-arrival') };
  }
  const best = Math.min(...satisfied, Number.POSITIVE_INFINITY);
  return waiting(untilOf(settings, moment, moment.arrivedAtMs), best, 0);
}

/** A path was satisfied while waiting. */
function satisfy(settings: WaitForSettings, wait: WaitState, rank: number): WaitStep | null {
  if (rank < 0) return null;
  if (settings.mode === 'first') return { pass: passed(settings, rank) };
  const seen = seenOf(wait);
  return rank >= seen ? null : waiting(wait.untilMs, rank, restartsOf(wait));
}

function hear(
  settings: WaitForSettings,
  wait: WaitState,
  event: CustomerEvent,
  moment: Moment,
): WaitStep | null {
  const rank = settings.paths.findIndex((path) => isEventPath(path) && fits(path, event, moment));
  if (rank >= 0 && settings.mode === 'first') return { pass: passed(settings, rank) };
  const restarts = restartsOf(wait);
  if (restarts < RESTARTS_MAX && settings.restart.some((rule) => fits(rule, event, moment))) {
    // what was seen before is forgotten, this very event is not
    const seen = rank >= 0 ? rank : Number.POSITIVE_INFINITY;
    return { ...waiting(untilOf(settings, moment, moment.nowMs), seen, restarts + 1), reason: 'restarted' };
  }
  return satisfy(settings, wait, rank);
}

function look(settings: WaitForSettings, wait: WaitState, moment: Moment): WaitStep | null {
  const rank = settings.paths.findIndex((path) => !isEventPath(path) && moment.matches(path.condition));
  return satisfy(settings, wait, rank);
}

function timer(settings: WaitForSettings, wait: WaitState): Passage {
  const seen = seenOf(wait);
  return Number.isFinite(seen) ? passed(settings, seen, 'ranked') : { outlet: 'timeout' };
}

export const waitFor = defineNode({
  kind: 'waitFor',
  group: 'wait',
  words: {
    name: { en: 'Wait for', 'zh-CN': '等待事件' },
    about: {
      en: 'Waits for an event or a condition, until a timeout. What happened since entry counts too.',
      'zh-CN': '等待某个事件或条件成立，直到超时；进入后已发生的也算。',
    },
  },
  schema: settingsSchema,
  initial: () => ({ paths: [{ id: 'done', event: '' }], timeout: 'P3D' }),
  outlets: (settings) => [
    ...settings.paths.map(({ id, name }) => ({ id, words: { en: name ?? id, 'zh-CN': name ?? id } })),
    { id: 'timeout', words: { en: 'Timeout', 'zh-CN': '超时' }, expected: true },
  ],
  references: (settings) => ({
    conditions: settings.paths.flatMap((path) => (isEventPath(path) ? [] : [path.condition])),
    events: [
      ...settings.paths.flatMap((path) => (isEventPath(path) ? [path.event] : [])),
      ...settings.restart.map((rule) => rule.event),
    ],
  }),
  problems: (settings) => duplicateIds(settings.paths, 'paths'),
  behaviour: { shape: 'wait', arrive, hear, look, timer },
});
