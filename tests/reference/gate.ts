/** The gate of language.md §6.1: what is to become of a planned message now. */
import { Liquid } from 'liquidjs';
import { closing, instantOf, shift, startOfUnit, wallOf } from './calendar.ts';
import { consentOf, read, subjectOf, zoneOf } from './conditions.ts';
import type { Enrollment, Pending, Send, Settings, World } from './records.ts';

export type Verdict =
  | { fault: string }
  | { refuse: string }
  | { waitUntil: number; held: boolean }
  | { text: string; send: Send };

const options = { ownPropertyOnly: true, lenientIf: true, memoryLimit: 1e6 };
const plain = new Liquid(options);
const escaping = new Liquid({ ...options, outputEscape: 'escape' });

for (const engine of [plain, escaping])
  engine.registerFilter('number', (value: unknown, digits: number) =>
    Number(value).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );

/** The text in the locale, else its language, else English; null when a path is missing and must not be. */
function render(
  world: World,
  e: Enrollment,
  settings: Settings,
): { text: string } | { refuse: string } | { fault: string } {
  const variants = world.scenario.templates[settings.template]?.[settings.channel] ?? {};
  const wanted = settings.locale ?? e.person.locale;
  const language = wanted.split('-')[0] ?? wanted;
  const related = Object.keys(variants).find((name) => name.split('-')[0] === language);
  const content = variants[wanted] ?? variants[language] ?? variants[related ?? 'en'] ?? variants.en ?? '';
  const data = {
    ...e.person.attributes,
    tags: e.person.tags,
    event: e.entry?.properties ?? {},
    vars: e.vars,
    key: e.key,
  };
  const engine = settings.channel === 'email' ? escaping : plain;
  const zone = zoneOf(world, e.person, e.document);
  const source = typeof content === 'string' ? content : content.body;
  const strict = settings.missing === undefined ? false : String(settings.missing) === 'refuse';
  const zoned = source.replaceAll(/(\|\s*date:\s*(?:'[^']*'|"[^"]*"))/g, `$1, "${zone}"`);
  try {
    return { text: engine.parseAndRenderSync(zoned, data, { strictVariables: strict }) };
  } catch (error) {
    if (String(error).includes('undefined variable')) return { refuse: 'missing-value' };
    return { fault: String(error) };
  }
}

/** 6.3: sends that count, in the period of the cap. */
function capped(world: World, e: Enrollment, settings: Settings, purposeClass: string): boolean {
  const zone = zoneOf(world, e.person);
  const { now } = world;
  return world.scenario.workspace.caps.some((cap) => {
    const asked = (channel: string, tags: readonly string[], of: string) =>
      (cap.channel === undefined || cap.channel === channel) &&
      (cap.tag === undefined || tags.includes(cap.tag)) &&
      (cap.class ?? 'marketing') === of;
    if (!asked(settings.channel, settings.tags ?? [], purposeClass)) return false;
    const calendar = ['day', 'week', 'month'].includes(cap.per);
    const after = calendar
      ? instantOf(startOfUnit(wallOf(now, zone), cap.per, 0), zone) - 1
      : shift(now, cap.per, zone, -1);
    const counted = e.person.sends.filter(
      (send) =>
        !['failed', 'failing'].includes(send.outcome) &&
        send.at > after &&
        asked(send.channel, send.tags, send.class),
    );
    return counted.length >= cap.max;
  });
}

/** 6.4: when the quiet hours that hold an instant end, and how long they may hold. */
function quiet(world: World, e: Enrollment, channel: string): { release: number; maxHold: string } | null {
  const zone = zoneOf(world, e.person);
  const windows = (world.scenario.workspace.quietHours ?? []).filter(
    (one) => (one.channel ?? channel) === channel,
  );
  const ends = (at: number) =>
    windows.flatMap((one) => {
      const end = closing(at, one, zone);
      return end === null ? [] : [{ end, maxHold: one.maxHold ?? 'P1D' }];
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

export function judge(world: World, e: Enrollment, pending: Pending): Verdict {
  const { workspace } = world.scenario;
  const { person, document } = e;
  const settings = document.nodes[e.node]?.settings as Settings; // the node that planned the message
  const { channel } = settings;
  const purpose = settings.purpose ?? document.class ?? 'marketing';
  const marketing = purpose !== 'service';
  if (document.testMode && !workspace.testSeeds.includes(person.id)) return { refuse: 'not-in-test-list' };
  if (person.suppressed.length > 0) return { refuse: 'suppressed' };
  if (marketing && consentOf(person, channel, purpose) !== true) return { refuse: 'no-consent' };
  const address =
    settings.to === undefined ? person.addresses[channel] : read(subjectOf(world, e), settings.to);
  if (typeof address !== 'string' || address === '') return { refuse: 'unreachable' };
  if (capped(world, e, settings, marketing ? 'marketing' : 'service')) return { refuse: 'capped' };
  const hours = marketing ? quiet(world, e, channel) : null;
  if (hours && settings.quiet === 'refuse') return { refuse: 'quiet-hours' };
  if (hours) {
    pending.expires ??= shift(pending.due, settings.maxHold ?? hours.maxHold, zoneOf(world, person));
    if (hours.release > pending.expires) return { refuse: 'expired' };
    pending.hasTurn = false;
    return { waitUntil: hours.release, held: true };
  }
  if (pending.expires !== undefined && world.now > pending.expires) return { refuse: 'expired' };
  const rendered = render(world, e, settings);
  if (!('text' in rendered)) return rendered;
  const limit = workspace.limits.find((one) => one.channel === channel);
  // who waits keeps the turn that was taken
  if (limit && !pending.hasTurn) {
    const at = takeTurn(world, `limit ${channel}`, limit.perSecond);
    pending.hasTurn = at > world.now;
    if (at > world.now) return { waitUntil: at, held: false };
  }
  const tags = settings.tags ?? [];
  const send = { at: world.now, channel, class: marketing ? 'marketing' : 'service', tags, node: e.node };
  return { ...rendered, send: { ...send, template: settings.template, outcome: 'claimed', of: e } };
}
