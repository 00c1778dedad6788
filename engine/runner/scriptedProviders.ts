/** The outside world of a rehearsal: answers as the scenario says, and keeps nothing. */
import { isJsonObject } from '../../shared/json.ts';
import type { TimelineEntry } from '../../shared/scenario.ts';
import type { Answer, Provider, Providers } from './provider.ts';

type ProviderRule = Extract<TimelineEntry, { provider: unknown }>['provider'];

/** Channel name under which a scenario scripts webhooks. */
const WEBHOOK = 'webhook';

export class ScriptedProviders implements Providers {
  readonly channels = {};
  /** newest rule per channel and customer; a customer's own goes before the channel's */
  private readonly rules = new Map<string, { rule: ProviderRule; left: number }>();

  script(rule: ProviderRule): void {
    this.rules.set(`${rule.channel}\n${rule.for ?? ''}`, {
      rule,
      left: rule.times ?? Number.POSITIVE_INFINITY,
    });
  }

  readonly otherwise: Provider = {
    name: 'rehearsal',
    idempotency: 'none',
    send: async ({ channel, profileId }) => this.answer(channel, profileId),
  };

  readonly webhooks = {
    call: async (_effect: unknown, _key: string, profileId: string) => this.answer(WEBHOOK, profileId),
  };

  private answer(channel: string, profileId: string): Answer {
    for (const who of [profileId, '']) {
      const scripted = this.rules.get(`${channel}\n${who}`);
      if (!scripted || scripted.left <= 0) continue;
      scripted.left -= 1;
      return answerOf(scripted.rule);
    }
    return { type: 'accepted' };
  }
}

function answerOf({ answers, response }: ProviderRule): Answer {
  switch (answers) {
    case 'accept':
      return { type: 'accepted', ...(isJsonObject(response) ? { answer: response } : {}) };
    case 'reject':
      return { type: 'rejected', detail: 'rejected by the scenario' };
    case 'timeout':
      return { type: 'unknown' };
    case 'fail':
      return { type: 'failed', detail: 'failed by the scenario' };
  }
}
