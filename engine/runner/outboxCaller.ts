/** Carries claimed effects to the outside and brings back what was answered. */
import type { Answer } from '../core/customer/sends.ts';
import { type OutboxRow, sendKey } from '../core/records.ts';
import type { Provider, Providers } from './provider.ts';

/** A call that takes longer has an unknown outcome. */
export const CALL_MS_MAX = 90_000;

export interface Answered {
  profileId: string;
  key: string;
  answer: Answer;
}

export function providerOf(providers: Providers, channel: string): Provider | undefined {
  return Object.hasOwn(providers.channels, channel) ? providers.channels[channel] : providers.otherwise;
}

/** Whether a call cut off by a crash may be made again with the same key. */
export function mayRepeat(providers: Providers, row: OutboxRow): boolean {
  return row.effect.type === 'sendMessage' && providerOf(providers, row.lane)?.idempotency === 'key';
}

async function call(providers: Providers, row: OutboxRow, key: string): Promise<Answer> {
  const { effect } = row;
  if (effect.type === 'callWebhook') {
    return (
      providers.webhooks?.call(effect, key, row.profileId) ?? {
        type: 'rejected',
        detail: 'no-webhook-caller',
      }
    );
  }
  const provider = providerOf(providers, row.lane);
  if (!provider) return { type: 'rejected', detail: 'no-provider' };
  if (row.content === null || row.address === null) throw new Error(`${key} was claimed without content`);
  return provider.send({
    key,
    channel: row.lane,
    profileId: row.profileId,
    journeyId: row.journeyId,
    node: row.node,
    template: effect.template,
    address: row.address,
    content: row.content,
  });
}

/** The time limit of calls that begin together. */
export interface CallLimit {
  reached: Promise<Answer>;
  cancel(): void;
}

export function startCallLimit(): CallLimit {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reached = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ type: 'unknown' }), CALL_MS_MAX);
  });
  return { reached, cancel: () => clearTimeout(timer) };
}

/** Never throws: whatever goes wrong after the call began is an unknown outcome. */
export async function callOutside(providers: Providers, row: OutboxRow, limit: CallLimit): Promise<Answered> {
  const { profileId } = row;
  const key = sendKey(row);
  try {
    return { profileId, key, answer: await Promise.race([call(providers, row, key), limit.reached]) };
  } catch {
    return { profileId, key, answer: { type: 'unknown' } };
  }
}
