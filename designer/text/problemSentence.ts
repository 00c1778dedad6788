import { type Problem, problemText } from '../../shared/problem.ts';
import type { EditorKey } from './editor.ts';
import type { EditorWords } from './useEditorWords.ts';

type Labels = { readonly [field: string]: EditorKey };

const ofKind: { readonly [kind: string]: Labels } = {
  trigger: {
    on: 'trigger.on',
    where: 'trigger.where',
    start: 'trigger.start',
    repeat: 'trigger.repeat',
    every: 'trigger.every',
    days: 'trigger.repeatDays',
    times: 'trigger.times',
    until: 'trigger.until',
    audience: 'trigger.audience',
    condition: 'trigger.condition',
    reentry: 'trigger.reentry',
    max: 'trigger.max',
    within: 'trigger.within',
  },
  audience: { condition: 'audienceNode.condition' },
  branch: { groups: 'branch.groups' },
  split: {
    arms: 'arms.title',
    share: 'arms.title',
    salt: 'split.salt',
    unit: 'split.unit',
    attribute: 'split.unitAttribute',
    hypothesis: 'plan.hypothesis',
    goal: 'plan.primary',
    minimumEffect: 'plan.minimumEffect',
    plannedCustomers: 'plan.plannedCustomers',
    plannedEnd: 'plan.plannedEnd',
    margin: 'plan.margin',
    segments: 'plan.segments',
    covariate: 'plan.covariate',
    method: 'plan.method',
    fractions: 'plan.looks',
    alpha: 'plan.alpha',
    power: 'plan.power',
    minimumDays: 'plan.minimumDays',
    delay: 'plan.delay',
    currency: 'plan.currency',
    perConversion: 'plan.perConversion',
    costPerCustomer: 'plan.costs',
    maximumLoss: 'plan.maximumLoss',
    holdback: 'plan.holdback',
    floor: 'plan.floor',
  },
  message: {
    channel: 'message.channel',
    template: 'template.pick',
    locale: 'message.locale',
    purpose: 'message.purpose',
    tags: 'message.tags',
    quiet: 'message.quiet',
    maxHold: 'message.maxHold',
    missing: 'message.missing',
    to: 'message.to',
  },
  delay: { duration: 'delay.duration', at: 'delay.at', jitter: 'delay.jitter', window: 'delay.window' },
  waitUntil: {
    until: 'waitUntil.until',
    attribute: 'waitUntil.attributes',
    offset: 'waitUntil.offset',
    at: 'waitUntil.at',
    days: 'waitUntil.days',
    window: 'waitUntil.window',
    onChange: 'waitUntil.onChange',
  },
  waitFor: {
    paths: 'waitFor.paths',
    mode: 'waitFor.mode',
    timeout: 'waitFor.timeout',
    timeoutWindow: 'waitFor.timeoutWindow',
    lookBack: 'waitFor.lookBack',
    restart: 'waitFor.restart',
    where: 'waitFor.where',
  },
  webhook: {
    url: 'webhook.url',
    method: 'webhook.method',
    headers: 'webhook.headers',
    body: 'webhook.body',
    timeout: 'webhook.timeout',
    keep: 'webhook.keep',
  },
  updateProfile: {
    set: 'profile.set',
    add: 'profile.add',
    remove: 'profile.remove',
    addTags: 'profile.addTags',
    removeTags: 'profile.removeTags',
  },
  exit: { reason: 'exit.reason' },
};

const ofJourney: Labels = {
  name: 'settings.name',
  description: 'settings.description',
  class: 'settings.class',
  timeZone: 'settings.timeZone',
  priority: 'settings.priority',
  starts: 'settings.starts',
  ends: 'settings.ends',
  goals: 'settings.goals',
  within: 'settings.goalWithin',
  value: 'settings.goalValue',
  where: 'settings.goalWhere',
  exits: 'settings.exits',
  reason: 'settings.exitReason',
  exclude: 'settings.exclude',
  holdout: 'settings.holdout',
  share: 'settings.holdoutShare',
  versionPolicy: 'settings.versionPolicy',
  testMode: 'settings.testMode',
};

/** Fields that conditions and windows have wherever they stand. */
const anywhere: Labels = {
  condition: 'condition.title',
  event: 'field.event',
  key: 'field.key',
  zone: 'field.zone',
  from: 'field.from',
  to: 'field.to',
  days: 'field.weekdays',
  name: 'field.nameOf',
  attribute: 'condition.attribute',
  property: 'condition.property',
  op: 'condition.operator',
  value: 'field.value',
  count: 'condition.count',
  of: 'condition.sumOf',
  within: 'condition.within',
  since: 'condition.since',
  where: 'condition.where',
  audience: 'condition.audience',
  journey: 'condition.journey',
  channel: 'condition.channel',
  purpose: 'condition.purpose',
  node: 'condition.node',
  tag: 'condition.tag',
  is: 'condition.is',
};

const CONDITIONS = new Set(['condition', 'where', 'exclude', 'all', 'any', 'not']);

/** A field's place in the document tells whether its name is a condition's or its owner's. */
function labelOf(
  name: string,
  { nodeId, field = name }: Problem,
  kind: string | undefined,
): EditorKey | null {
  const around = field.split('.').slice(0, -1);
  const own = nodeId === undefined ? ofJourney : (ofKind[kind ?? ''] ?? {});
  const tables = around.some((part) => CONDITIONS.has(part)) ? [anywhere] : [own, anywhere];
  const table = tables.find((labels) => Object.hasOwn(labels, name));
  return table?.[name] ?? null;
}

/**
 * A problem of the draft as a sentence that calls fields and outlets what the editor calls them.
 * @param kind of the node it was found at
 * @param outletWords what outlets of that node are called
 */
export function problemSentence(
  found: Problem,
  kind: string | undefined,
  { t, list, locale }: EditorWords,
  outletWords: (outlet: string) => string = (outlet) => outlet,
): string {
  const { name, names, outlet, ...others } = found.params ?? {};
  const words = (one: string) => {
    const label = labelOf(one, found, kind);
    return label === null ? one : t(label);
  };
  const params = {
    ...others,
    ...(outlet === undefined ? {} : { outlet: outletWords(String(outlet)) }),
    ...(name === undefined ? {} : { name: words(String(name)) }),
    ...(names === undefined ? {} : { names: list(String(names).split(', ').map(words)) }),
  };
  return problemText({ ...found, params }, locale);
}
