import { rehearse } from '../../engine/runner/rehearsal.ts';
import type { JourneyInput } from '../../shared/journey/journey.ts';
import { scenarioSchema } from '../../shared/scenario.ts';
import { benchProfile, benchTemplate } from './benchPopulation.ts';
import { grouped, type Section } from './section.ts';

const CUSTOMER_COUNT = 10_000;
const MESSAGE_COUNT = 4;
const GOAL_S = 5;

/** A journey of four messages, three weeks apart: all of it fits into 90 days. */
function nodes(): JourneyInput['nodes'] {
  const named: JourneyInput['nodes'] = {
    start: {
      kind: 'trigger',
      settings: { on: 'schedule', start: '2026-01-05T09:00' },
      next: { next: 'text1' },
    },
  };
  for (let index = 1; index <= MESSAGE_COUNT; index++) {
    const isLast = index === MESSAGE_COUNT;
    named[`text${index}`] = {
      kind: 'message',
      settings: { channel: 'sms', template: 'offer' },
      next: isLast ? {} : { sent: `rest${index}` },
    };
    if (!isLast) {
      named[`rest${index}`] = {
        kind: 'delay',
        settings: { duration: 'P3W' },
        next: { next: `text${index + 1}` },
      };
    }
  }
  return named;
}

/** How long a rehearsal takes on the memory store. */
export async function measureRehearsal(): Promise<Section> {
  const scenario = scenarioSchema.parse({
    scenario: 1,
    title: 'ten thousand customers over ninety days',
    workspace: { timeZone: 'Asia/Shanghai' },
    templates: { offer: benchTemplate },
    journeys: { offer: { format: 1, id: 'offer', name: 'Offer', nodes: nodes() } },
    profiles: Array.from({ length: CUSTOMER_COUNT }, (_, index) => benchProfile(index)),
    timeline: [{ at: '2026-01-01T00:00:00Z', publish: 'offer' }],
    until: '2026-04-01T00:00:00Z',
  });
  const startedMs = performance.now();
  const { report } = await rehearse(scenario);
  const seconds = (performance.now() - startedMs) / 1000;
  const messages = report.deliveries.length;
  return {
    about: 'A rehearsal, as the designer runs it.',
    tables: [
      [
        [`${grouped(CUSTOMER_COUNT)} customers over 90 days`, 'took', 'goal'],
        [`${grouped(messages)} messages`, `${seconds.toFixed(1)} s`, `≤ ${GOAL_S} s`],
      ],
    ],
    data: { seconds, messages, goalSeconds: GOAL_S },
  };
}
