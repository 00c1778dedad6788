/** What the demo bank has written: settings, templates, audiences, and the three journeys it publishes. */
import { isJsonObject, type JsonObject } from '../../shared/json.ts';
import type { Locale } from '../../shared/problem.ts';
import type { Template } from '../../shared/template.ts';
import { HOUR_MS } from '../../shared/timeUnits.ts';
import type { AudienceDefinition, WorkspaceInput } from '../../shared/workspace.ts';
import { inLanguage, readExamples } from '../examples.ts';
import { DEMO_LABEL, type DemoPlan } from './demoPlan.ts';
import { shanghaiText } from './demoTime.ts';

/** The journeys that run in the demo; the other examples are there to start from. */
export const DEMO_JOURNEYS = ['term-deposit-offer', 'card-activation', 'abandoned-application'] as const;

/** The offer goes out on the second morning, so that its thirty days are not over when the demo is first seen. */
const OFFER_AFTER_MS = 26 * HOUR_MS;

export const DEMO_WORKSPACE: WorkspaceInput = {
  timeZone: 'Asia/Shanghai',
  caps: [
    { id: 'sms-week', max: 3, per: 'P7D', channel: 'sms' },
    { id: 'push-day', max: 1, per: 'day', channel: 'push' },
  ],
  quietHours: [
    { channel: 'sms', from: '21:00', to: '08:00' },
    { channel: 'push', from: '22:00', to: '08:00' },
  ],
  businessHours: [{ from: '09:00', to: '18:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] }],
};

export function readDemoTemplates(language: Locale): { id: string; name: string; content: Template }[] {
  const { templates } = inLanguage(readExamples(), language);
  return Object.entries(templates).map(([id, template]) => ({ id, ...template }));
}

export function readDemoAudiences(
  language: Locale,
): { id: string; name: string; definition: AudienceDefinition }[] {
  const { audiences } = inLanguage(readExamples(), language);
  return Object.entries(audiences).map(([id, audience]) => ({ id, ...audience }));
}

/** Behind what a journey says of itself. */
function demoNote({ language }: DemoPlan): string {
  const label = DEMO_LABEL[language];
  return language === 'en' ? `[Demo] ${label}.` : `【演示】${label}。`;
}

/** An example as the demo publishes it: labelled, and scheduled for the first simulated morning. */
export function demoJourney(id: (typeof DEMO_JOURNEYS)[number], plan: DemoPlan): JsonObject {
  const { journeys } = inLanguage(readExamples(), plan.language);
  const document = journeys.find((journey) => journey.id === id)?.document ?? {};
  const start = shanghaiText(plan.startAtMs + OFFER_AFTER_MS);
  return {
    ...document,
    description: `${String(document.description ?? '')}\n${demoNote(plan)}`,
    nodes: Object.fromEntries(
      Object.entries(asObject(document.nodes)).map(([nodeId, node]) => [nodeId, startingAt(node, start)]),
    ),
  };
}

function asObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function startingAt(node: unknown, start: string): JsonObject {
  const settings = asObject(asObject(node).settings);
  return settings.on === 'schedule'
    ? { ...asObject(node), settings: { ...settings, start } }
    : asObject(node);
}
