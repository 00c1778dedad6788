// Goal: the API describes itself completely, for programs and for people, without anything from elsewhere.
// Method: the OpenAPI document and its page are read from the app and walked.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { refusalsOf } from '../../shared/api/refusals.ts';
import { problemCodes } from '../../shared/problem.ts';
import { openTestServer, type TestServer } from './openTestServer.ts';

interface Described {
  operationId: string;
  requestBody?: { content: Record<string, { example?: unknown }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { example?: unknown }> }>;
}

let server: TestServer;
let document: {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object>; responses: Record<string, { description: string }> };
  'x-problem-codes': object;
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
    // an example may hold a schema, whose references are its own
    const described = JSON.stringify(document, (name, value) => (name === 'example' ? undefined : value));
    const names = [...described.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');
    expect(names.length).toBeGreaterThan(50);
    const missing = names.filter((name) => {
      const [part = '', id = ''] = name.replace('#/components/', '').split('/');
      return !(part === 'schemas' || part === 'responses') || !(id in document.components[part]);
    });
    expect([...new Set(missing)]).toEqual([]);
  });

  test('names the schemas people meet, recursive ones too', () => {
    for (const name of ['Condition', 'JourneyDraft', 'Profile', 'Event', 'ProblemDetails', 'Delivery']) {
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
    expect(JSON.stringify(document.components.schemas.Condition)).toContain('#/components/schemas/Condition');
  });

  test('shows a call and an answer of every operation, and lists every refusal with its codes', () => {
    for (const [name, endpoint] of rows) {
      const operation = document.paths[`/api/v1${endpoint.path}`]?.[endpoint.method.toLowerCase()];
      const { [String(endpoint.answer.status)]: done, ...refused } = operation?.responses ?? {};
      if (endpoint.answer.type) expect(done?.content?.[endpoint.answer.type]?.example, name).toBeDefined();
      if (endpoint.body)
        expect(operation?.requestBody?.content[endpoint.body.type]?.example, name).toBeDefined();
      const listed = [...refusalsOf(endpoint)].map(([status]) => String(status));
      expect(Object.keys(refused), name).toEqual(listed);
      for (const [status, codes] of refusalsOf(endpoint)) {
        const reference = refused[String(status)]?.$ref?.split('/').at(-1) ?? '';
        expect(document.components.responses[reference]?.description, name).toContain(codes.join(', '));
      }
    }
  });

  test('has the words of every code in both languages', () => {
    expect(document['x-problem-codes']).toEqual(problemCodes);
  });

  test('says in plain words what an operation does', () => {
    for (const [name, { summary }] of rows) {
      expect(summary, name).toMatch(/^[A-Z].{5,}[^.]$/);
    }
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
      for (const [code, words] of Object.entries(problemCodes)) {
        expect(text.split(`id="problem-${code}"`)).toHaveLength(2);
        expect(text).toContain(words['zh-CN'].replaceAll('"', '&quot;'));
      }
      expect(text.match(/<pre>curl /g)).toHaveLength(rows.length);
    }
  });

  test('runs no script and loads nothing from elsewhere', async () => {
    const { text } = await server.send('GET', '/api/docs');
    expect(text).not.toMatch(/<script|<link|<img|<iframe|src=|@import|url\(/);
    const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, target]) => target ?? '');
    expect(links.every((target) => target.startsWith('#') || target.startsWith('/'))).toBe(true);
    const anchors = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `#${id}`));
    expect(links.filter((target) => target.startsWith('#') && !anchors.has(target))).toEqual([]);
  });
});
