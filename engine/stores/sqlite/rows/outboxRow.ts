import type { Effect, SendMessage } from '../../../../shared/effect.ts';
import type { Rendered } from '../../../../shared/template.ts';
import type { OutboxRow, OutboxStatus } from '../../../core/records.ts';

export const outboxColumns = [
  'profile_id',
  'journey_id',
  'ordinal',
  'node',
  'visit',
  'lane',
  'version',
  'status',
  'planned_at_ms',
  'due_at_ms',
  'hold',
  'attempts',
  'decided_at_ms',
  'reason',
  'address',
  'reference',
  'effect',
  'content',
] as const;

/** Values in the order of `outboxColumns`. */
export type OutboxValues = [
  profileId: string,
  journeyId: string,
  ordinal: number,
  node: string,
  visit: number,
  lane: string,
  version: number,
  status: OutboxStatus,
  plannedAtMs: number,
  dueAtMs: number,
  hold: OutboxRow['hold'],
  attempts: number,
  decidedAtMs: number | null,
  reason: string | null,
  address: string | null,
  reference: string | null,
  effect: string,
  content: string | null,
];

/** What a message is when its node says nothing; only fields that differ are kept. */
const plainMessage: Omit<SendMessage, 'type' | 'channel' | 'template'> = {
  locale: null,
  purpose: null,
  tags: [],
  quiet: 'hold',
  maxHold: null,
  missing: 'default',
  to: null,
};

function effectText(effect: Effect, lane: string): string {
  if (effect.type !== 'sendMessage') return JSON.stringify(effect);
  const { template, channel, locale, purpose, tags, quiet, maxHold, missing, to } = effect;
  // undefined fields are left out by JSON
  return JSON.stringify({
    template,
    channel: channel === lane ? undefined : channel,
    locale: locale ?? undefined,
    purpose: purpose ?? undefined,
    tags: tags.length > 0 ? tags : undefined,
    quiet: quiet === plainMessage.quiet ? undefined : quiet,
    maxHold: maxHold ?? undefined,
    missing: missing === plainMessage.missing ? undefined : missing,
    to: to ?? undefined,
  });
}

function effectOf(text: string, lane: string): Effect {
  // JSON that effectText wrote: a whole effect, or a message less what is at its default
  const stored = JSON.parse(text) as Effect | (Partial<SendMessage> & { template: string });
  if (stored.type === 'callWebhook') return stored;
  return { ...plainMessage, channel: lane, ...stored, type: 'sendMessage' } as SendMessage;
}

export function outboxValues(row: OutboxRow): OutboxValues {
  return [
    row.profileId,
    row.journeyId,
    row.ordinal,
    row.node,
    row.visit,
    row.lane,
    row.version,
    row.status,
    row.plannedAtMs,
    row.dueAtMs,
    row.hold,
    row.attempts,
    row.decidedAtMs,
    row.reason,
    row.address,
    row.reference,
    effectText(row.effect, row.lane),
    row.content === null ? null : JSON.stringify([row.content.subject, row.content.body]),
  ];
}

export function outboxRowOf(values: OutboxValues): OutboxRow {
  const content = values[17];
  return {
    profileId: values[0],
    journeyId: values[1],
    ordinal: values[2],
    version: values[6],
    node: values[3],
    visit: values[4],
    lane: values[5],
    effect: effectOf(values[16], values[5]),
    status: values[7],
    plannedAtMs: values[8],
    dueAtMs: values[9],
    hold: values[10],
    attempts: values[11],
    decidedAtMs: values[12],
    reason: values[13],
    content: content === null ? null : contentOf(content),
    address: values[14],
    reference: values[15],
  };
}

function contentOf(text: string): Rendered {
  // JSON that outboxValues wrote
  const [subject, body] = JSON.parse(text) as [string | null, string];
  return { subject, body };
}
