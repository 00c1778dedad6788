/** From a planned message or call to its outcome (language.md §6): claims, providers, the way on. */
import { shift } from './calendar.ts';
import { walk, zoneOf } from './conditions.ts';
import { afterStep } from './events.ts';
import { judge, takeTurn } from './gate.ts';
import type { Enrollment, Pending, Person, Send, World } from './records.ts';
import { leave, settle as settlePerson } from './steps.ts';
import { frozen, nodeOf, note, oldestFirst, priorityOf, refuseMessage } from './world.ts';

function answerOf(world: World, channel: string, person: Person): World['answers'][number] {
  const known = world.answers.filter((one) => one.channel === channel && one.times !== 0);
  const rule = known.find((one) => one.for === person.id) ?? known.find((one) => one.for === undefined);
  if (rule?.times !== undefined) rule.times -= 1;
  return rule ?? { channel, answers: 'accept' };
}

/** The due messages and calls that may go now, in the order of 6.10. */
function nextSend(world: World, planned: boolean): Enrollment | undefined {
  const isDue = ({ send }: Enrollment) => send && send.at <= world.now && (send.planned || !planned);
  const due = oldestFirst(
    world.enrollments.filter((e) => isDue(e) && e.state === 'active' && !frozen(e)),
    ({ send }) => send?.due ?? 0,
  );
  return due
    .filter(({ person }) => person === due[0]?.person)
    .sort((a, b) => priorityOf(b) - priorityOf(a))[0];
}

/** Claims what is due, then calls the providers, until nothing is left: claimed messages count toward caps. */
export function dispatch(world: World, planned: boolean): boolean {
  const claimed: (() => void)[] = [];
  let any = false;
  for (;;) {
    afterStep(world);
    const e = nextSend(world, planned);
    if (!e && claimed.length === 0) return any;
    any = true;
    if (!e)
      claimed.splice(0).forEach((callNow) => {
        callNow();
      });
    else {
      const callNow = claim(world, e);
      if (callNow) claimed.push(callNow);
    }
  }
}

/** By its outlet, or by that of `sent` when it is not connected; what was refused is reported. */
export function advance(world: World, e: Enrollment, outlet: string, refused?: string): void {
  const { kind, next } = nodeOf(e);
  if (refused !== undefined && kind === 'message') refuseMessage(world, e, refused);
  leave(world, e, kind === 'webhook' || next[outlet] !== undefined ? outlet : 'sent');
}

function claim(world: World, e: Enrollment): (() => void) | undefined {
  const { kind, settings } = nodeOf(e);
  const pending = e.send as NonNullable<Enrollment['send']>; // nextSend asked
  if (pending.held) {
    const at = takeTurn(
      world,
      `release ${settings.channel}`,
      world.scenario.workspace.releasePerSecond ?? 50,
    );
    pending.held = false;
    if (at > world.now) return void Object.assign(pending, { at: Math.min(at, (pending.expires ?? at) + 1) });
  }
  const verdict = kind === 'message' ? judge(world, e, pending) : null;
  if (verdict && 'fault' in verdict) return void Object.assign(e, { state: 'parked', send: undefined });
  if (verdict && 'refuse' in verdict) return void advance(world, e, verdict.refuse, verdict.refuse);
  if (verdict && 'waitUntil' in verdict)
    return void Object.assign(pending, { at: verdict.waitUntil, held: verdict.held, planned: false });
  pending.at = Infinity;
  if (verdict) e.person.sends.push(verdict.send);
  return () => call(world, e, pending, verdict);
}

function call(
  world: World,
  e: Enrollment,
  pending: Pending,
  verdict: { text: string; send: Send } | null,
): void {
  const { settings } = nodeOf(e);
  const { workspace } = world.scenario;
  const { answers, response } = answerOf(world, verdict ? settings.channel : 'webhook', e.person);
  const settle = (outcome: Send['outcome']) => {
    if (verdict) Object.assign(verdict.send, { outcome });
    settlePerson(world, e.person);
  };
  const later = (at: number) => shift(at, workspace.retry.first, zoneOf(world, e.person));
  pending.attempts += 1;
  if (answers === 'fail' && pending.attempts < workspace.retry.attempts) {
    const times = 2 ** (pending.attempts - 1);
    const at = Array.from({ length: times }).reduce<number>(later, world.now);
    Object.assign(pending, { at, planned: false, hasTurn: false });
    return settle('failing');
  }
  e.send = undefined;
  const { person, journey, node, key } = e;
  const row = { profile: person.id, journey: journey.id, node, key, channel: settings.channel };
  if (answers === 'accept') {
    if (verdict) note(world, 'deliveries', { ...row, template: settings.template, text: verdict.text });
    for (const [name, path] of Object.entries(settings.keep ?? {})) e.vars[name] = walk(response, path);
    settle('sent');
    if (e.state === 'active') advance(world, e, verdict ? 'sent' : 'ok');
    return;
  }
  const refused = { reject: 'rejected', timeout: 'unknown', fail: 'failed' }[answers];
  settle(answers === 'timeout' ? 'unknown' : 'failed');
  const pauses = workspace.onProviderReject === 'pauseJourney' && journey.state === 'live';
  if (refused === 'rejected' && verdict && pauses) journey.state = 'paused';
  if (e.state === 'active') advance(world, e, refused === 'unknown' && verdict ? 'sent' : 'failed', refused);
}
