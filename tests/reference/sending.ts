/** From a planned message or call to its outcome (language.md §6): claims, providers, the way on. */
import { shift } from './calendar.ts';
import { walk } from './conditions.ts';
import { afterStep } from './events.ts';
import { judge, takeTurn, type Verdict } from './gate.ts';
import { leave, settle } from './steps.ts';
import {
  byPriority,
  type Enrollment,
  frozen,
  nodeOf,
  note,
  oldestFirst,
  type Pending,
  type Person,
  refuseMessage,
  type Send,
  type World,
} from './world.ts';

function answerOf(world: World, channel: string, person: Person): World['answers'][number] {
  const known = world.answers.filter((one) => one.channel === channel && one.times !== 0);
  const rule = known.find((one) => one.for === person.id) ?? known.find((one) => one.for === undefined);
  if (rule?.times !== undefined) rule.times -= 1;
  return rule ?? { channel, answers: 'accept' };
}

/** Of the messages and calls that may go now, the first in the order of 6.10; a customer's all go together. */
function nextSend(world: World, last?: Person): Enrollment | undefined {
  const isDue = ({ send, state }: Enrollment) => send && state === 'active' && send.at <= world.now;
  const due = world.enrollments.filter((e) => isDue(e) && !frozen(e));
  const inOrder = oldestFirst(due, ({ send }) => send?.due ?? 0);
  const whose = inOrder.find(({ person }) => person === last) ?? inOrder[0];
  return inOrder.filter(({ person }) => person === whose?.person).sort(byPriority)[0];
}

/** Claims what is due, then calls the providers, until nothing is left: claimed messages count toward caps. */
export function dispatch(world: World): boolean {
  const claimed: (() => void)[] = [];
  let last: Person | undefined;
  for (let any = false; ; any = true) {
    afterStep(world);
    const e = nextSend(world, last);
    last = e?.person;
    if (!e && claimed.length === 0) return any;
    if (e) claimed.push(...claim(e));
    else for (const call of claimed.splice(0)) call();
  }
}

/** By its outlet, or by that of `sent` when it is not connected; what was refused is reported. */
export function advance(e: Enrollment, outlet: string, refused?: string): void {
  const { kind, next } = nodeOf(e);
  if (refused !== undefined && kind === 'message') refuseMessage(e, refused);
  leave(e, kind === 'webhook' || next[outlet] !== undefined ? outlet : 'sent');
}

/** The call to make once all that is due is claimed, if it may go now. */
function claim(e: Enrollment): (() => void)[] {
  const { world } = e;
  const { kind, settings } = nodeOf(e);
  const pending = e.send as Pending; // nextSend asked
  if (pending.held) {
    const at = takeTurn(world, `release ${settings.channel}`, world.scenario.workspace.releasePerSecond);
    pending.held = false;
    pending.at = Math.min(at, (pending.expires ?? at) + 1);
    if (at > world.now) return [];
  }
  const verdict: Verdict | null = kind === 'message' ? judge(e, pending) : null;
  if (verdict && 'fault' in verdict) Object.assign(e, { state: 'parked', send: undefined });
  else if (verdict && 'refuse' in verdict) advance(e, verdict.refuse, verdict.refuse);
  else if (verdict && 'waitUntil' in verdict)
    Object.assign(pending, { at: verdict.waitUntil, held: verdict.held });
  else {
    Object.assign(pending, { at: Infinity, expires: undefined });
    if (verdict) e.person.sends.push(verdict.send);
    return [() => call(e, pending, verdict)];
  }
  return [];
}

function call(e: Enrollment, pending: Pending, message: { text: string; send: Send } | null): void {
  const { world, person, journey, node, key } = e;
  const { channel, template, keep = {} } = nodeOf(e).settings;
  const { retry, onProviderReject } = world.scenario.workspace;
  const { answers, response } = answerOf(world, message ? channel : 'webhook', person);
  const become = (outcome: Send['outcome']) => {
    if (message) message.send.outcome = outcome;
    settle(world, person);
  };
  pending.attempts += 1;
  if (answers === 'fail' && pending.attempts < retry.attempts) {
    const wait = (shift(world.now, retry.first, 'UTC') - world.now) * 2 ** (pending.attempts - 1);
    Object.assign(pending, { at: world.now + wait, hasTurn: false });
    return become('failing');
  }
  e.send = undefined;
  if (answers === 'accept') {
    const row = { profile: person.id, journey: journey.id, node, key, channel, template };
    if (message) note(world, 'deliveries', { ...row, text: message.text });
    for (const [name, path] of Object.entries(keep)) e.vars[name] = walk(response, path);
    become('sent');
    if (e.state === 'active') advance(e, message ? 'sent' : 'ok');
    return;
  }
  const refused = { reject: 'rejected', timeout: 'unknown', fail: 'failed' }[answers];
  if (message) refuseMessage(e, refused);
  become(answers === 'timeout' ? 'unknown' : 'failed');
  const pauses = message && onProviderReject === 'pauseJourney' && journey.state === 'live';
  if (answers === 'reject' && pauses) journey.state = 'paused';
  if (e.state === 'active') advance(e, answers === 'timeout' && message ? 'sent' : 'failed');
}
