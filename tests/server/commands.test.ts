// Goal: each command does what its help says and ends with the exit code it documents.
// Method: commands run in processes of their own, on files of the examples and files made here.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finished, runCommand, type ServerProcess, startServerProcess } from './startServer.ts';

const examples = join(import.meta.dirname, '../../examples');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => finished(runCommand(args, { THROUGHLINE_DATA: join(folder, 'data') }));

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const scenario = (expectation: object) => ({
  scenario: 1,
  title: 'one delay',
  journeys: {
    j: {
      format: 1,
      id: 'j',
      name: 'J',
      nodes: {
        start: { kind: 'trigger', settings: { on: 'event', event: 'visited' }, next: { next: 'wait' } },
        wait: { kind: 'delay', settings: { duration: 'PT1H' }, next: {} },
      },
    },
  },
  profiles: [{ id: 'c1' }],
  timeline: [
    { at: '2026-03-02T09:00:00Z', publish: 'j' },
    { at: '2026-03-02T10:00:00Z', event: { id: 'e1', profile: 'c1', name: 'visited' } },
  ],
  until: '2026-03-03T00:00:00Z',
  expect: expectation,
});
const asExpected = { ends: [{ at: '2026-03-02T11:00:00Z', profile: 'c1', reason: 'completed' }] };

describe('throughline', () => {
  test('lists its commands and exit codes', async () => {
    const { code, said } = await run('--help');
    expect(code).toBe(0);
    for (const name of ['start', 'check', 'compile', 'rehearse', 'import', 'doctor', 'bench']) {
      expect(said).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
    expect(said).toContain('Exit codes: 0 done');
  });

  test.each([
    [['fly']],
    [['check', '--loud']],
    [['check']],
    [['compile', 'none.json']],
    [['rehearse', '--store', 'paper', 'x']],
  ])('ends with 2 when called as %j', async (args) => expect((await run(...args)).code).toBe(2));
});

describe('check', () => {
  test('passes a document and names the faults of another, in the language asked for', async () => {
    const good = join(examples, 'card-activation.journey.json');
    const bad = write('bad.journey.json', { format: 1, id: 'bad', name: 'Bad', nodes: {} });
    const { code, said } = await run('check', good, bad, '--lang', 'zh-CN');
    expect(code).toBe(1);
    expect(said).toContain(`✓ ${good}`);
    expect(said).toContain('旅程没有触发器');
    expect((await run('check', good)).code).toBe(0);
  });
});

describe('compile', () => {
  test('prints a configuration that XState takes', async () => {
    const { code, said } = await run('compile', join(examples, 'card-activation.journey.json'));
    expect(code).toBe(0);
    const config = JSON.parse(said);
    expect(Object.keys(config.states).length).toBeGreaterThan(3);
  });
});

describe('rehearse', () => {
  test('passes what happened as expected, on each store and through chaos', async () => {
    const file = write('good.scenario.json', scenario(asExpected));
    for (const options of [
      [],
      ['--store', 'sqlite'],
      ['--store', 'sqlite', '--chaos', 'crash'],
      ['--chaos', 'duplicate'],
    ]) {
      const { code, said } = await run('rehearse', file, ...options);
      expect([code, said]).toEqual([0, expect.stringContaining('✓ one delay')]);
    }
  });

  test('shows the difference when it did not', async () => {
    const file = write('wrong.scenario.json', scenario({ ends: [] }));
    const { code, said } = await run('rehearse', file);
    expect(code).toBe(1);
    expect(said).toMatch(/✗ ends: happened, was not expected: 2026-03-02T11:00:00.000Z {2}profile c1/);
  });

  test('tells programs everything', async () => {
    const file = write('json.scenario.json', scenario(asExpected));
    const one = JSON.parse((await run('rehearse', file, '--json')).said);
    expect(one).toMatchObject({ ok: true, title: 'one delay', differences: [], waiting: [], duplicates: [] });
    expect(one.trace.length).toBeGreaterThan(1);
    expect(JSON.parse((await run('rehearse', file, file, '--json')).said)).toHaveLength(2);
  });

  test('refuses a file that is no scenario', async () => {
    const { code, said } = await run('rehearse', write('odd.json', { scenario: 1, colour: 'red' }));
    expect(code).toBe(2);
    expect(said).toContain('Unknown field “colour”');
  });

  test.each([
    ['a deed that is none', { paus: 'j' }, 'timeline.0: Exactly one of publish, event,'],
    ['two deeds at once', { pause: 'j', close: 'j' }, 'timeline.0: Exactly one of publish, event,'],
    [
      'a deed without a field of its own',
      { remove: { profile: 'c1' } },
      'timeline.0.remove.journey: “journey” is',
    ],
  ])('names the place in the timeline of %s', async (_what, deed, words) => {
    const wrong = { ...scenario({}), timeline: [{ at: '2026-03-02T09:00:00Z', ...deed }] };
    const { code, said } = await run('rehearse', write('deed.json', wrong), '--lang', 'en');
    expect([code, said]).toEqual([2, expect.stringContaining(words)]);
  });

  test('says where in a document a refused publish is wrong, and in words', async () => {
    const whole = scenario({});
    const file = write('refused.json', {
      ...whole,
      journeys: { j: { ...whole.journeys.j, priority: 'high', colour: 'red' } },
    });
    const { code, said } = await run('rehearse', file, '--lang', 'zh-CN');
    expect(code).toBe(1);
    expect(said).toMatch(/journey j {2}priority: .+数字.+ \[wrong-type\]/);
    expect(said).toMatch(/journey j {2}colour: .+ \[unknown-field\]/);
  });

  test('says on which line a file stops being JSON', async () => {
    const file = join(folder, 'cut.json');
    writeFileSync(file, '{\n  "scenario": 1\n  "title": "x" }');
    expect((await run('rehearse', file)).said).toMatch(/line 3,? column 3/);
  });
});

describe('doctor', () => {
  test('looks at the machine', async () => {
    const { said } = await finished(
      runCommand(['doctor'], { THROUGHLINE_DATA: join(folder, 'none'), PORT: '0' }),
    );
    expect(said).toMatch(/✓ Node v/);
    expect(said).toMatch(/✓ SQLite 3\./);
    expect(said).toMatch(/✓ data folder .* \(will be made\)/);
  });

  test('says what is wrong', async () => {
    const { code, said } = await finished(runCommand(['doctor'], { HOST: '0.0.0.0' }));
    expect([code, said]).toEqual([1, expect.stringMatching(/✗ HOST=0.0.0.0 is not a loopback address/)]);
  });
});

describe('import', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServerProcess(join(folder, 'served'));
  }, 60_000);
  afterAll(() => server.kill());

  test('sends a file to the running server and brings back broken rows', async () => {
    const file = write('people.csv', '编号,城市\n1,上海\n,北京\n2,广州\n');
    const errors = join(folder, 'broken.csv');
    const columns = JSON.stringify({ 编号: 'id', 城市: 'attributes.city' });
    const { code, said } = await run(
      'import',
      file,
      '--url',
      server.url,
      '--columns',
      columns,
      '--errors',
      errors,
      '--lang',
      'en',
    );
    expect(code).toBe(1);
    expect(said).toContain('3 rows, 2 applied, 1 refused');
    expect(said).toContain('Row 3: ');
    expect(readFileSync(errors, 'utf8')).toContain('3,编号,missing-field');
  }, 60_000);

  test('says when no server is there, and when a file is refused', async () => {
    const file = write('noid.csv', 'name\nA\n');
    expect((await run('import', file, '--url', 'http://127.0.0.1:1')).said).toContain('No server answers');
    const { code, said } = await run('import', file, '--url', server.url, '--lang', 'en');
    expect([code, said]).toEqual([2, expect.stringContaining('No column holds the customer’s id')]);
  }, 60_000);
});
