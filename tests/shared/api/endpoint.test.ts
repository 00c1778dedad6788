// Goal: the table of endpoints is sound, and a typed call becomes the right request.
// Method: every row is looked at; some calls are turned into requests and compared.
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type Endpoint, requestOf } from '../../../shared/api/endpoint.ts';
import { type AnswerFrom, type CallTo, endpoints } from '../../../shared/api/endpoints.ts';
import { problemCodes } from '../../../shared/problem.ts';

const rows: [string, Endpoint][] = Object.entries(endpoints);

function parametersIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

describe('every endpoint', () => {
  test.each(rows)('%s names exactly the parameters of its path', (_, endpoint) => {
    const declared = Object.keys(endpoint.params?.shape ?? {});
    expect(declared.toSorted()).toEqual(parametersIn(endpoint.path).toSorted());
  });

  test.each(rows)('%s changes nothing when it is a GET and has a bound when it has a body', (_, endpoint) => {
    expect(endpoint.method === 'GET' && endpoint.body !== undefined).toBe(false);
    expect(endpoint.body?.maxBytes ?? 1).toBeGreaterThan(0);
  });

  test.each(rows)('%s refuses with known codes only', (_, endpoint) => {
    for (const code of endpoint.refusals ?? []) expect(Object.keys(problemCodes)).toContain(code);
  });

  test('has a method and path of its own', () => {
    const places = rows.map(([, { method, path }]) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

describe('a call', () => {
  test('fills and encodes parameters and query', () => {
    const request = requestOf(endpoints.getWhy, { params: { id: '客户/1' }, query: { journey: 'j1' } });
    expect(request).toEqual({
      method: 'GET',
      url: '/api/v1/profiles/%E5%AE%A2%E6%88%B7%2F1/why?journey=j1',
      headers: { accept: 'application/json' },
      body: null,
    });
  });

  test('carries If-Match and a JSON body', () => {
    const body = { format: 1, id: 'j1', name: 'One', nodes: {} } as const;
    const request = requestOf(endpoints.saveDraft, { params: { id: 'j1' }, ifMatch: 3, body });
    expect(request.headers).toEqual({
      accept: 'application/json',
      'if-match': '"3"',
      'content-type': 'application/json',
    });
    expect(JSON.parse(request.body ?? '')).toEqual(body);
  });

  test('leaves out empty query fields', () => {
    expect(requestOf(endpoints.listJourneys, { query: { search: '', limit: 10 } }).url).toBe(
      '/api/v1/journeys?limit=10',
    );
  });

  test('is typed by its endpoint', () => {
    expectTypeOf<CallTo<'getJourney'>['params']>().toEqualTypeOf<{ id: string }>();
    expectTypeOf<AnswerFrom<'getJourney'>['revision']>().toEqualTypeOf<number>();
    expectTypeOf<AnswerFrom<'deleteTemplate'>>().toEqualTypeOf<null>();
  });
});
