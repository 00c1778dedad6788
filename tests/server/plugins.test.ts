// Goal: a node kind and a provider from outside the package work like the built-in ones.
// Method: a plugin module as an integrator would write it is loaded; a journey with both is run.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readExamples } from '../../server/examples.ts';
import { loadPlugins } from '../../server/plugins.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

const plugin = join(import.meta.dirname, '../fixtures/plugin/plugin.ts');

describe('a plugin', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({ plugins: [plugin] });
  });
  afterAll(() => server.close());

  test('is shown to the designer with words, outlets and a form', async () => {
    const { items } = await server.call('listKinds', {});
    expect(items.find(({ kind }) => kind === 'coin')).toMatchObject({
      builtIn: false,
      shape: 'decide',
      initial: { side: 'heads' },
      outlets: [{ id: 'heads' }, { id: 'tails' }],
      settingsSchema: { properties: { side: { enum: ['heads', 'tails'] } } },
    });
    const providers = await server.call('listProviders', {});
    expect(providers.items.map(({ name }) => name)).toContain('pigeon');
  });

  test('runs: its node decides, its provider carries', async () => {
    const { call, settle } = server;
    await call('putCarrier', {
      params: { channel: 'post' },
      body: { provider: 'pigeon', settings: { loft: 'north' } },
    });
    await call('putTemplate', {
      params: { id: 'hi' },
      body: { name: 'Hi', content: { post: { en: 'Hi' } } },
    });
    await call('createJourney', {
      body: {
        format: 1,
        id: 'flip',
        name: 'Flip',
        nodes: {
          start: {
            kind: 'trigger',
            settings: { on: 'event', event: 'asked', reentry: { mode: 'once' } },
            next: { next: 'flip' },
          },
          flip: { kind: 'coin', settings: { side: 'tails' }, next: { tails: 'send' } },
          send: { kind: 'message', settings: { channel: 'post', template: 'hi' }, next: {} },
        },
      },
    });
    await call('publishJourney', { params: { id: 'flip' }, body: { revision: 1 } });
    const profile = { id: 'c1', addresses: { post: 'Elm Street' }, consent: { post: true } };
    await call('putProfiles', { body: { profiles: [profile] } });
    await call('trackEvent', { body: { id: 'e1', name: 'asked', profile: 'c1' } });
    await settle();
    const { items } = await call('listDeliveries', {});
    expect(items).toMatchObject([{ status: 'accepted', node: 'send', reference: 'north>Elm Street' }]);
    // another provider's message is not in the inbox
    expect((await call('listInbox', {})).items).toEqual([]);
  });

  test('that is not there is named', async () => {
    await expect(loadPlugins(['/none/here.mjs'])).rejects.toThrow('plugin /none/here.mjs cannot be loaded');
  });

  test('cannot take a name twice', async () => {
    await expect(loadPlugins([plugin, plugin])).rejects.toThrow(
      /two (definitions of node kind coin|providers)/,
    );
  });
});

describe('each example', () => {
  const examples = readExamples();

  test.each(examples.journeys.map(({ id }) => id))(
    '%s is created with what it needs and can be published as it is',
    async (id) => {
      const server = await openTestServer({ examples });
      const { revision } = await server.call('createJourney', { body: { from: id } });
      const preview = await server.call('previewPublish', { params: { id } });
      expect(preview.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      await server.call('publishJourney', { params: { id }, body: { revision } });
      await server.close();
    },
  );

  test('keeps templates of the workspace that have its names', async () => {
    const server = await openTestServer({ examples });
    const [id = ''] = Object.keys(examples.templates);
    await server.call('putTemplate', {
      params: { id },
      body: { name: 'Mine', content: { sms: { en: 'mine' } } },
    });
    for (const journey of examples.journeys)
      await server.call('createJourney', { body: { from: journey.id } });
    expect((await server.call('getTemplate', { params: { id } })).name).toBe('Mine');
    await server.close();
  });
});
