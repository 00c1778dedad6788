import type { OutboxRow } from '../../../engine/core/records.ts';
import type { SendMessage } from '../../../shared/effect.ts';
import { NOW } from './moment.ts';

export type MessageRow = OutboxRow & { effect: SendMessage };

export const sampleEffect: SendMessage = {
  type: 'sendMessage',
  channel: 'sms',
  template: 'hello',
  locale: null,
  purpose: null,
  tags: [],
  quiet: 'hold',
  maxHold: null,
  missing: 'default',
  to: null,
};

/** A message planned now; `sent` and the like are made of it. */
export function sampleSend(more: Partial<OutboxRow> = {}, effect: Partial<SendMessage> = {}): MessageRow {
  return {
    profileId: 'c1',
    journeyId: 'random',
    ordinal: 1,
    version: 1,
    node: 'a',
    visit: 1,
    lane: effect.channel ?? 'sms',
    status: 'planned',
    plannedAtMs: NOW,
    dueAtMs: NOW,
    hold: null,
    attempts: 0,
    decidedAtMs: null,
    reason: null,
    content: null,
    address: null,
    reference: null,
    ...more,
    effect: { ...sampleEffect, ...effect },
  };
}

/** A message the provider accepted at an instant. */
export function sentAt(
  text: string,
  more: Partial<OutboxRow> = {},
  effect: Partial<SendMessage> = {},
): MessageRow {
  return sampleSend({ status: 'accepted', decidedAtMs: Date.parse(text), ...more }, effect);
}
