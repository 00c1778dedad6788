/** What a journey refers to must exist: templates with content for the channel, audiences, without cycles. */
import { type Condition, childrenOf } from '../../../shared/condition.ts';
import type { Journey } from '../../../shared/journey/journey.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { hasOptOut, hasSignature, measureSms } from '../../../shared/sms.ts';
import type { Content, Template } from '../../../shared/template.ts';
import type { AudienceDefinition } from '../../../shared/workspace.ts';
import type { ParsedNode } from '../machineConfig.ts';
import { templateFault } from '../template.ts';
import type { CheckContext } from './checkContext.ts';

/** SMS parts beyond which the checker warns. */
const SMS_SEGMENTS_WARN = 3;

/** Audiences named anywhere inside a condition. */
export function audiencesIn(condition: Condition): string[] {
  if (condition.type === 'audience') return [condition.audience];
  return childrenOf(condition).flatMap((child) =>
    child.type === 'property' ? [] : audiencesIn(child as Condition),
  ); // a `where` names no audience
}

function audiencesOf(definition: AudienceDefinition): string[] {
  return 'members' in definition ? [] : audiencesIn(definition);
}

/** Whether following an audience's own references comes back to it. */
export function isAudienceCyclic(id: string, audiences: CheckContext['audiences']): boolean {
  const seen = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const definition = audiences[at];
    for (const next of definition ? audiencesOf(definition) : []) {
      if (next === id) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

function audienceProblems(
  ids: readonly string[],
  nodeId: string | null,
  { audiences }: CheckContext,
): Problem[] {
  const place = nodeId === null ? {} : { nodeId };
  return ids.flatMap((audience) => {
    if (!Object.hasOwn(audiences, audience))
      return [problem('unknown-audience', { ...place, params: { audience } })];
    return isAudienceCyclic(audience, audiences)
      ? [problem('audience-cycle', { ...place, params: { audience } })]
      : [];
  });
}

function textsOf(content: Content): string[] {
  return typeof content === 'string' ? [content] : [content.subject, content.body];
}

function smsWarnings(text: string, nodeId: string, isMarketing: boolean): Problem[] {
  const found: Problem[] = [];
  const { segments } = measureSms(text);
  if (!hasSignature(text)) found.push(problem('sms-no-signature', { nodeId, field: 'template' }));
  if (isMarketing && !hasOptOut(text)) found.push(problem('sms-no-opt-out', { nodeId, field: 'template' }));
  if (segments > SMS_SEGMENTS_WARN) {
    found.push(problem('sms-long', { nodeId, field: 'template', params: { segments } }));
  }
  return found;
}

function templateProblems(
  wanted: { template: string; channel: string },
  nodeId: string,
  isMarketing: boolean,
  templates: { readonly [id: string]: Template },
): Problem[] {
  const { template: id, channel } = wanted;
  if (!Object.hasOwn(templates, id)) {
    return [problem('unknown-template', { nodeId, field: 'template', params: { template: id } })];
  }
  const variants = Object.values(templates[id]?.[channel] ?? {});
  if (variants.length === 0) {
    return [
      problem('no-content-for-channel', { nodeId, field: 'template', params: { template: id, channel } }),
    ];
  }
  const faults = variants
    .flatMap(textsOf)
    .map(templateFault)
    .filter((detail) => detail !== null)
    .map((detail) =>
      problem('template-fault', { nodeId, field: 'template', params: { template: id, detail } }),
    );
  if (channel !== 'sms') return faults;
  const warnings = variants.flatMap(textsOf).flatMap((text) => smsWarnings(text, nodeId, isMarketing));
  // one warning of each sort is enough, however many locales share it
  const once = new Map(warnings.map((found) => [found.code, found]));
  return [...faults, ...once.values()];
}

export function referenceProblems(
  journey: Journey,
  nodes: readonly ParsedNode[],
  context: CheckContext,
): Problem[] {
  const found: Problem[] = [];
  for (const { id, settings, definition } of nodes) {
    const references = definition.references?.(settings) ?? {};
    const inConditions = (references.conditions ?? []).flatMap(audiencesIn);
    found.push(...audienceProblems([...(references.audiences ?? []), ...inConditions], id, context));
    for (const journeyId of references.journeys ?? []) {
      if (!context.journeys || journeyId === journey.id || context.journeys.includes(journeyId)) continue;
      found.push(
        problem('unknown-journey', { nodeId: id, field: 'journey', params: { journey: journeyId } }),
      );
    }
    for (const wanted of references.templates ?? []) {
      found.push(...templateProblems(wanted, id, journey.class === 'marketing', context.templates));
    }
  }
  const ofJourney = [
    ...(journey.exclude ? [journey.exclude] : []),
    ...journey.exits.flatMap((exit) => ('condition' in exit ? [exit.condition] : [])),
  ];
  return [...found, ...audienceProblems(ofJourney.flatMap(audiencesIn), null, context)];
}
