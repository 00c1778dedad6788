/** A small bank: templates and audiences of the examples, customers, one live journey with results, one draft. */
import { readFileSync } from 'node:fs';
import type { RunningServer } from './startServer.ts';

const examples = new URL('../../examples/', import.meta.url);
const CUSTOMERS = 60;

const names = ['王伟', 'Olivia Chen', '李娜', 'Noah Smith', '张敏', 'Emma Liu'];
const cities = ['上海', 'Beijing', '广州', '成都'];

/** trigger → split → two messages → wait for an event → exit */
export const liveJourney = {
  format: 1,
  id: 'live',
  name: '新客礼遇 Welcome offer',
  description: 'Two ways to say hello',
  timeZone: 'Asia/Shanghai',
  goals: [{ id: 'opened', event: 'deposit_opened', within: 'P30D', primary: true, exit: true }],
  nodes: {
    start: { kind: 'trigger', settings: { on: 'event', event: 'card_issued' }, next: { next: 'split1' } },
    split1: {
      kind: 'split',
      settings: {
        salt: 'browser',
        arms: [
          { id: 'A', name: 'SMS', share: 50 },
          { id: 'B', name: 'Push', share: 50, control: true },
        ],
      },
      next: { A: 'sms1', B: 'push1' },
    },
    sms1: {
      kind: 'message',
      settings: { channel: 'sms', template: 'card-welcome' },
      next: { sent: 'wait1' },
    },
    push1: {
      kind: 'message',
      settings: { channel: 'push', template: 'card-welcome' },
      next: { sent: 'wait1' },
    },
    wait1: {
      kind: 'waitFor',
      settings: {
        paths: [{ id: 'done', name: 'Activated', event: 'card_activated' }],
        timeout: 'P3D',
      },
      next: { done: 'exit1', timeout: 'exit1' },
    },
    exit1: { kind: 'exit', settings: { reason: 'activated' }, next: {} },
  },
  layout: {
    start: { x: 130, y: 0 },
    split1: { x: 130, y: 130 },
    sms1: { x: 0, y: 290 },
    push1: { x: 380, y: 290 },
    wait1: { x: 130, y: 450 },
    exit1: { x: 130, y: 610 },
  },
};

function readExamples(name: string): [string, { name: string }][] {
  return Object.entries(JSON.parse(readFileSync(new URL(name, examples), 'utf8')));
}

function profile(index: number) {
  const phone = `+861380000${1000 + index}`;
  return {
    id: `c${index}`,
    locale: index % 2 === 0 ? 'zh-CN' : 'en',
    timeZone: index % 5 === 0 ? 'Asia/Singapore' : 'Asia/Shanghai',
    attributes: {
      name: names[index % names.length],
      balance: 500 * index,
      age: 20 + (index % 50),
      address: { city: cities[index % cities.length] },
    },
    tags: index % 3 === 0 ? ['vip'] : [],
    addresses: { sms: phone, push: `device-${index}`, email: `c${index}@example.com` },
    consent: { sms: index % 7 !== 0, push: true },
  };
}

export async function fillWorkspace(server: RunningServer): Promise<void> {
  for (const [id, template] of readExamples('templates.json')) {
    await server.call('PUT', `/templates/${id}`, template);
  }
  for (const [id, audience] of readExamples('audiences.json')) {
    await server.call('PUT', `/audiences/${id}`, audience);
  }
  const profiles = Array.from({ length: CUSTOMERS }, (_, index) => profile(index));
  await server.call('POST', '/profiles/bulk', { profiles });
  await server.call('POST', '/journeys', liveJourney);
  await server.call('POST', '/journeys', { from: 'term-deposit-offer', id: 'draft' });
  await server.call('POST', '/journeys/live/publish', { revision: 1 });
  const happens = (name: string, ids: readonly string[], properties = {}) =>
    server.call('POST', '/events/batch', {
      events: ids.map((id) => ({ id: `${name}-${id}`, name, profile: id, properties })),
    });
  const ids = profiles.map(({ id }) => id);
  await happens('card_issued', ids, { cardId: 'k1', product: '银联 Gold' });
  await happens('card_activated', ids.slice(0, 12));
  await happens('deposit_opened', ids.slice(20, 32), { amount: 12_000 });
  await untilSent(server);
}

/** Sending takes its own time: the workspace is filled when the last event has had its effect. */
async function untilSent(server: RunningServer): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const counts = (await server.call('GET', '/journeys/live/counts')) as { active: number; entered: number };
    if (counts.entered === CUSTOMERS && counts.active === CUSTOMERS - 24) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the customers of the test workspace did not get where they should');
}
