// Goal: the example scenarios are true of the example journeys, in any store and through every crash.
// Method: each runs in memory, on SQLite, with a crash after every instant, and with every event twice.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rehearse } from '../../engine/runner/rehearsal.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import { isJsonObject } from '../../shared/json.ts';
import { scenarioSchema } from '../../shared/scenario.ts';

const folder = new URL('../../examples/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.scenario.json'));

function read(name: string) {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

/** A schedule is moved to the days a scenario plays in; everything else must be as in the example. */
function withoutStart(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document), (_name, value: unknown) => {
    if (!isJsonObject(value) || value.on !== 'schedule') return value;
    const { start: _start, ...settings } = value;
    return settings;
  });
}

const ways = [
  { says: 'in memory', options: () => ({}) },
  {
    says: 'on SQLite',
    options: () => {
      const stores = openSqliteStore(':memory:');
      // a rehearsal closes what it opened; the data of this one end with their connection
      return { open: () => ({ ...stores, close: () => {} }) };
    },
  },
  { says: 'with a crash after every instant', options: () => ({ chaos: 'crash' as const }) },
  { says: 'with every event twice', options: () => ({ chaos: 'duplicate' as const }) },
];

describe.each(files)('%s', (name) => {
  test.each(ways)('holds $says', async ({ options }) => {
    const { differences } = await rehearse(scenarioSchema.parse(read(name)), options());
    expect(differences).toEqual([]);
  });

  test('plays the example journey of its name', () => {
    const { journeys } = read(name);
    for (const [id, document] of Object.entries(journeys)) {
      expect(withoutStart(document)).toEqual(withoutStart(read(`${id}.journey.json`)));
    }
  });
});
