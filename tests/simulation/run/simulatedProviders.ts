/** Providers that misbehave by a seed and keep their own log, which the store never sees. */
import type { Answer, Provider, Providers, SendRequest } from '../../../engine/runner/provider.ts';
import type { Call, CallAnswer } from '../evidence.ts';
import { Random } from '../world/random.ts';
import type { Life } from './crash.ts';

type Behaviour = CallAnswer | 'failed-though-delivered';

const HOSTILE: readonly Behaviour[] = [
  'lost',
  'lost',
  'rejected',
  'failed',
  'failed',
  'failed-though-delivered',
  'hung',
];

/** The channel whose provider carries a repeated call out once. */
const KEEPS_KEYS = 'email';

export class SimulatedProviders {
  readonly calls: Call[] = [];
  private readonly seed: number;
  private readonly hostility: number;
  private readonly stamp: () => { tick: number; atMs: number };
  private readonly tries = new Map<string, number>();
  /** keys under which the provider that keeps keys has delivered */
  private readonly keptKeys = new Set<string>();

  constructor(given: { seed: number; hostility: number; stamp: () => { tick: number; atMs: number } }) {
    this.seed = given.seed;
    this.hostility = given.hostility;
    this.stamp = given.stamp;
  }

  /** The outside as one life of the process reaches it. */
  forLife(life: Life): Providers {
    const send = (request: SendRequest) => this.answer(life, { ...request, profile: request.profileId });
    const carrier = (name: string, idempotency: Provider['idempotency']): Provider => ({
      name,
      idempotency,
      send,
    });
    return {
      channels: { sms: carrier('sms', 'none'), [KEEPS_KEYS]: carrier(KEEPS_KEYS, 'key') },
      webhooks: {
        call: async (_effect, key, profile) =>
          this.answer(life, { key, profile, channel: 'webhook', address: null }),
      },
    };
  }

  /** The same call of the same seed always goes the same way. */
  private behaviourOf(key: string): Behaviour {
    const attempt = (this.tries.get(key) ?? 0) + 1;
    this.tries.set(key, attempt);
    const random = new Random(this.seed, `${key}#${attempt}`);
    return random.chance(this.hostility) ? random.pick(HOSTILE) : 'accepted';
  }

  private async answer(
    life: Life,
    of: { key: string; profile: string; channel: string; address: string | null },
  ): Promise<Answer> {
    if (life.isDead) throw new Error('a dead process calls nobody');
    const { key, profile, channel, address } = of;
    const behaviour = this.keptKeys.has(key) ? 'accepted' : this.behaviourOf(key);
    const isDelivered = behaviour !== 'rejected' && behaviour !== 'failed';
    if (channel === KEEPS_KEYS && isDelivered) this.keptKeys.add(key);
    const [journey = '', , , node = ''] = key.split('/');
    const isUnheard = behaviour === 'failed-though-delivered';
    const answer = isUnheard ? 'failed' : behaviour;
    // where a second call may carry the message again, nobody may say that it is safe to try
    const mayHaveArrived = isUnheard && channel === KEEPS_KEYS;
    this.calls.push({
      ...this.stamp(),
      key,
      profile,
      journey,
      node,
      channel,
      address,
      answer,
      mayHaveArrived,
    });
    switch (answer) {
      case 'accepted':
        return { type: 'accepted', reference: key, answer: { result: { score: 7 } } };
      case 'lost':
        throw new Error('the connection was reset after the last byte');
      case 'rejected':
        return { type: 'rejected', detail: 'rejected by the provider' };
      case 'failed':
        return { type: 'failed', detail: 'try again', ...(mayHaveArrived ? { mayHaveArrived } : {}) };
      case 'hung':
        life.die();
        return { type: 'unknown' };
    }
  }
}
