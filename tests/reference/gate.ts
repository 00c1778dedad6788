/** The gate of language.md §6.1: what is to become of a planned message now. */
import { Liquid } from 'liquidjs';
import { closing, instantOf, shift, startOfUnit, wallOf } from './calendar.ts';
import { consentOf, read, zoneOf } from './conditions.ts';
import { type Enrollment, nodeOf, type Pending, type Send, type World } from './world.ts';

type Refusal = { refuse: string };
type Rendered = Refusal | { fault: string } | { text: string };
export type Verdict =
  | Exclude<Rendered, { text: string }>
  | { waitUntil: number; held: boolean }
  | { text: string; send: Send };

const options = { ownPropertyOnly: true, lenientIf: true, memoryLimit: 1e6 };
const plain = new Liquid(options);
const escaping = new Liquid({ ...options, outputEscape: 'escape' });
for (const engine of [plain, escaping])
  engine.registerFilter('number', (value: unknown, digits: number) =>
    Number(value).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );

/** The text in the locale, else its language, else English; refused when a path is missing and must not be. */
function render(e: Enrollment): Rendered {
  const { settings } = nodeOf(e);
  const variants = e.world.scenario.templates[settings.template]?.[settings.channel] ?? {};
  const wanted = settings.locale ?? e.person.locale;
  const languageOf = (name: string) => name.split('-')[0] ?? name;
  const related = Object.keys(variants).find((name) => languageOf(name) === languageOf(wanted)) ?? 'en';
  const content = variants[wanted] ?? variants[languageOf(wanted)] ?? variants[related] ?? variants.en ?? '';
  const { attributes, tags } = e.person;
  const data = { ...attributes, tags, event: e.entry?.properties ?? {}, vars: e.vars, key: e.key };
  const source = typeof content === 'string' ? content : content.body;
  const zoned = source.replaceAll(/(\|\s*date:\s*(?:'[^']*'|"[^"]*"))/g, `$1, "${zoneOf(e)}"`);
  try {
    const engine = settings.channel === 'email' ? escaping : plain;
    return {
      text: engine.parseAndRenderSync(zoned, data, { strictVariables: settings.missing === 'refuse' }),
    };
  } catch (error) {
    const isMissing = String(error).includes('undefined variable');
    return isMissing ? { refuse: 'missing-value' } : { fault: String(error) };
  }
}

/** 6.3: sends that count, in the period of the cap. */
function isCapped({ world, person }: Enrollment, message: Pick<Send, 'channel' | 'class' | 'tags'>): boolean {
  const zone = zoneOf({ world, person });
  const { now } = world;
  return world.scenario.workspace.caps.some((cap) => {
    const isAsked = (one: typeof message) =>
      (cap.channel ?? one.channel) === one.channel &&
      (cap.tag === undefined || one.tags.includes(cap.tag)) &&
      cap.class === one.class;
    const isCalendar = ['day', 'week', 'month'].includes(cap.per);
    const after = isCalendar
      ? instantOf(startOfUnit(wallOf(now, zone), cap.per, 0), zone) - 1
      : shift(now, cap.per, zone, -1);
    const counted = person.sends.filter(
      (send) => !['failed', 'failing'].includes(send.outcome) && send.at > after && isAsked(send),
    );
    return isAsked(message) && counted.length >= cap.max;
  });
}

/** 6.4: when the quiet hours that hold this instant end, and how long they may hold. */
function quiet({ world, person }: Enrollment, channel: string): { release: number; maxHold: string } | null {
  const zone = zoneOf({ world, person });
  const windows = world.scenario.workspace.quietHours.filter((one) => (one.channel ?? channel) === channel);
  const ends = (at: number) =>
    windows.flatMap((one) => {
      const end = closing(at, one, zone);
      return end === null ? [] : [{ end, maxHold: one.maxHold }];
    });
  const holding = ends(world.now).sort((a, b) => shift(0, a.maxHold, 'UTC') - shift(0, b.maxHold, 'UTC'))[0];
  if (!holding) return null;
  let release = world.now;
  for (let next = ends(release); next.length > 0; next = ends(release))
    release = Math.max(...next.map(({ end }) => end));
  return { release, maxHold: holding.maxHold };
}

/** The first turn at once, the next each 1/n s later. */
export function takeTurn(world: World, pace: string, perSecond: number): number {
  const at = Math.max(world.now, world.pace.get(pace) ?? -Infinity);
  world.pace.set(pace, at + 1000 / perSecond);
  return at;
}

export function judge(e: Enrollment, pending: Pending): Verdict {
  const { world, person, document } = e;
  const { workspace } = world.scenario;
  const { settings } = nodeOf(e);
  const { channel, template, tags } = settings;
  const purpose = settings.purpose ?? document.class;
  const message = { channel, class: purpose === 'service' ? 'service' : 'marketing', tags };
  const isMarketing = purpose !== 'service';
  const address = settings.to === undefined ? person.addresses[channel] : read(e, settings.to);
  const refusals: [reason: string, refuses: () => boolean][] = [
    ['not-in-test-list', () => document.testMode && !workspace.testSeeds.includes(person.id)],
    ['suppressed', () => person.suppressed.length > 0],
    ['no-consent', () => isMarketing && consentOf(person, channel, purpose) !== true],
    ['unreachable', () => typeof address !== 'string' || address === ''],
    ['capped', () => isCapped(e, message)],
  ];
  const refusal = refusals.find(([, refuses]) => refuses());
  if (refusal) return { refuse: refusal[0] };
  const hours = isMarketing ? quiet(e, channel) : null;
  if (hours && settings.quiet === 'refuse') return { refuse: 'quiet-hours' };
  if (hours) {
    pending.expires ??= shift(pending.due, settings.maxHold ?? hours.maxHold, zoneOf({ world, person }));
    pending.hasTurn = false;
    return hours.release > pending.expires ? { refuse: 'expired' } : { waitUntil: hours.release, held: true };
  }
  if (world.now > (pending.expires ?? Infinity)) return { refuse: 'expired' };
  const rendered = render(e);
  if (!('text' in rendered)) return rendered;
  const limit = workspace.limits.find((one) => one.channel === channel);
  // who waits keeps the turn that was taken
  const at = limit && !pending.hasTurn ? takeTurn(world, `limit ${channel}`, limit.perSecond) : world.now;
  pending.hasTurn = at > world.now;
  if (pending.hasTurn) return { waitUntil: Math.min(at, (pending.expires ?? at) + 1), held: false };
  return {
    ...rendered,
    send: { ...message, at: world.now, node: e.node, template, outcome: 'claimed', of: e },
  };
}
