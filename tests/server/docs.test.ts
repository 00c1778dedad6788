// Goal: the API describes itself completely, for programs and for people, without anything from elsewhere.
// Method: the OpenAPI document and its page are read from the app and walked.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { problemCodes } from '../../shared/problem.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

let server: TestServer;
let document: {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string }>>;
  components: { schemas: Record<string, object> };
};

beforeAll(async () => {
  server = await openTestServer();
  document = JSON.parse((await server.send('GET', '/api/v1/openapi.json')).text);
});
afterAll(() => server.close());

const rows = Object.entries<Endpoint>(endpoints);

describe('the OpenAPI document', () => {
  test('is 3.1 and has every operation', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const [name, { method, path }] of rows) {
      expect(document.paths[`/api/v1${path}`]?.[method.toLowerCase()]?.operationId).toBe(name);
    }
  });

  test('refers only to schemas it has', () => {
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, target]) => target ?? '',
    );
    expect(names.length).toBeGreaterThan(50);
    const missing = names.filter(
      (name) => !(name.replace('#/components/schemas/', '') in document.components.schemas),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  test('names the schemas people meet, recursive ones too', () => {
    for (const name of ['Condition', 'JourneyDraft', 'Profile', 'Event', 'ProblemDetails', 'Delivery']) {
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
    expect(JSON.stringify(document.components.schemas.Condition)).toContain('#/components/schemas/Condition');
  });

  test('says that unknown fields are refused', () => {
    expect(document.components.schemas.Event).toMatchObject({ additionalProperties: false });
  });
});

describe('the page', () => {
  test('shows every operation and every problem, in both languages', async () => {
    for (const [language, word] of [
      ['en', 'Problems'],
      ['zh-CN', '问题代码'],
    ] as const) {
      const { text } = await server.send('GET', '/api/docs', { headers: { 'accept-language': language } });
      expect(text).toContain(`lang="${language}"`);
      expect(text).toContain(word);
      for (const [name] of rows) expect(text).toContain(`id="${name}"`);
      for (const code of Object.keys(problemCodes)) expect(text).toContain(`id="problem-${code}"`);
    }
  });

  test('runs no script and loads nothing from elsewhere', async () => {
    const { text } = await server.send('GET', '/api/docs');
    expect(text).not.toMatch(/<script|<link|<img|<iframe|src=|@import|url\(/);
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, target]) => target ?? '');
    expect(links.every((target) => target.startsWith('#') || target.startsWith('/'))).toBe(true);
  });
});
