import type { CallWebhook } from '../../shared/effect.ts';
import type { Rendered } from '../../shared/template.ts';
import type { Answer } from '../core/customer/sends.ts';

/** One message at a provider's door; `key` is the same through every retry and restart. */
export interface SendRequest {
  key: string;
  channel: string;
  profileId: string;
  journeyId: string;
  node: string;
  template: string;
  address: string;
  content: Rendered;
}

/** Who carries messages of a channel. */
export interface Provider {
  name: string;
  /** `key`: a call repeated with the same key is carried out once, so a call cut off by a crash may be repeated */
  idempotency: 'none' | 'key';
  /** Errors: a throw means that nobody knows whether it was carried out. */
  send(request: SendRequest): Promise<Answer>;
}

/** Carries the calls of webhook nodes. */
export interface WebhookCaller {
  call(effect: CallWebhook, key: string, profileId: string): Promise<Answer>;
}

export interface Providers {
  /** by channel */
  channels: { readonly [channel: string]: Provider };
  /** for channels not listed; without it their messages are rejected */
  otherwise?: Provider;
  webhooks?: WebhookCaller;
}

export type { Answer };
