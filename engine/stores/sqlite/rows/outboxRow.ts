import type { CallWebhook, Effect, SendMessage } from '../../../../shared/effect.ts';
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

/** A message less what is at its default. */
type StoredMessage = Partial<Omit<SendMessage, 'template'>> & Pick<SendMessage, 'template'>;

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
    quiet: quiet === 'hold' ? undefined : quiet,
    maxHold: maxHold ?? undefined,
    missing: missing === 'default' ? undefined : missing,
    to: to ?? undefined,
  });
}

function effectOf(text: string, lane: string): Effect {
  // JSON that effectText wrote
  const stored = JSON.parse(text) as CallWebhook | StoredMessage;
  if (stored.type === 'callWebhook') return stored;
  return {
    type: 'sendMessage',
    channel: stored.channel ?? lane,
    template: stored.template,
    locale: stored.locale ?? null,
    purpose: stored.purpose ?? null,
    tags: stored.tags ?? [],
    quiet: stored.quiet ?? 'hold',
    maxHold: stored.maxHold ?? null,
    missing: stored.missing ?? 'default',
    to: stored.to ?? null,
  };
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
