// Goal: every example of the documentation is a call this server takes, and an answer it gives.
// Method: one story calls every operation; kept examples are parsed by the contract and compared with it in form.
//   RECORD_API_EXAMPLES=1 writes examples/api.json anew from the story.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageFolder } from '../../server/packageFolder.ts';
import type { Endpoint } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { type Story, type ToldCall, tellStory } from './apiStory.ts';

const FILE = join(packageFolder(), 'examples/api.json');
const rows = Object.entries<Endpoint>(endpoints);

let story: Story;
let kept: { [operation: string]: ToldCall };

beforeAll(async () => {
  story = await tellStory();
  const told = Object.fromEntries(rows.map(([name]) => [name, story.get(name as keyof typeof endpoints)]));
  if (process.env.RECORD_API_EXAMPLES === '1') writeFileSync(FILE, `${JSON.stringify(told, null, 1)}\n`);
  kept = JSON.parse(readFileSync(FILE, 'utf8'));
}, 60_000);

test('the story leaves no operation out', () => {
  expect(rows.map(([name]) => name).filter((name) => !story.has(name as keyof typeof endpoints))).toEqual([]);
});

describe.each(rows)('the example of %s', (name, endpoint) => {
  test('is a call that the contract takes', () => {
    const call: ToldCall['call'] = kept[name]?.call ?? {};
    const parts = [
      [endpoint.params, call.params],
      [endpoint.query, call.query ?? {}],
      [endpoint.ifMatch, call.ifMatch],
      [endpoint.body?.type === 'application/json' ? endpoint.body.schema : undefined, call.body ?? {}],
    ] as const;
    for (const [schema, value] of parts) expect(schema?.safeParse(value).error).toBeUndefined();
    if (endpoint.body?.type === 'text/csv') expect(call.text).toContain('\n');
  });

  test('is answered as the contract says', () => {
    const answer = kept[name]?.answer;
    const schema = 'schema' in endpoint.answer ? endpoint.answer.schema : undefined;
    if (schema) expect(schema.safeParse(answer).error).toBeUndefined();
    else expect(typeof answer).toBe(endpoint.answer.type === null ? 'object' : 'string');
  });
});
