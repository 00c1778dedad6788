// Goal: customers come in from any bank's CSV file; broken rows are named, good ones applied, hostile files refused.
// Method: files as spreadsheets write them, posted to the app; the import runs in its own thread.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csvCell } from '../../server/imports/errorsCsv.ts';
import type { JobView } from '../../shared/api/jobs.ts';
import { problemCodes } from '../../shared/problem.ts';
import { openTestServer, type SentAnswer, type TestServer } from './openTestServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

async function post(body: string | Uint8Array<ArrayBuffer>, query = ''): Promise<SentAnswer> {
  const headers = { 'content-type': 'text/csv', host: 'localhost' };
  const response = await server.app.request(`/api/v1/profiles/import${query}`, {
    method: 'POST',
    body,
    headers,
  });
  const text = await response.text();
  const problem = response.ok ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, text, problem };
}

/** Imports and waits for the end. */
async function run(body: string | Uint8Array<ArrayBuffer>, query = ''): Promise<JobView> {
  const answer = await post(body, query);
  if (answer.status !== 202) throw new Error(answer.text);
  return ended(JSON.parse(answer.text).id);
}

async function ended(id: string): Promise<JobView> {
  for (;;) {
    const job = await server.call('getJob', { params: { id } });
    if (job.status !== 'running') {
      await server.settle();
      return job;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const profile = (id: string) => server.call('getProfile', { params: { id } });
const gb18030 = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('a file', () => {
  test('of plain columns becomes profiles', async () => {
    const job = await run(
      'id,name,balance,vip,tags,timeZone,locale,addresses.sms,consent.sms,consent.email.marketing,code\n' +
        'c1,"Wang, Li",1200.50,true,gold|new,Asia/Shanghai,zh-CN,13800000000,yes,否,007\n',
    );
    expect(job).toMatchObject({ status: 'done', rowsRead: 1, applied: 1, refused: 0 });
    expect(await profile('c1')).toMatchObject({
      attributes: { name: 'Wang, Li', balance: 1200.5, vip: true, code: '007' },
      tags: ['gold', 'new'],
      timeZone: 'Asia/Shanghai',
      locale: 'zh-CN',
      addresses: { sms: '13800000000' },
      consent: { sms: true, email: { marketing: false } },
    });
  });

  const forms = [
    { says: 'semicolons', body: 'id;city\nf1;Köln\n', expected: 'Köln' },
    { says: 'tabs', body: 'id\tcity\nf1\tParis\n', expected: 'Paris' },
    { says: 'bars', body: 'id|city\nf1|Rome\n', expected: 'Rome' },
    { says: 'a byte-order mark', body: '\ufeffid,city\nf1,Oslo\n', expected: 'Oslo' },
    { says: 'carriage returns', body: 'id,city\r\nf1,Wien\r\n', expected: 'Wien' },
    { says: 'no last line end', body: 'id,city\nf1,Bern', expected: 'Bern' },
    {
      says: 'quotes, commas and line ends in a cell',
      body: 'id,city\nf1,"a ""b"",\nc"\n',
      expected: 'a "b",\nc',
    },
    // "id,city\nf1,上海\n" as a Chinese spreadsheet saves it
    { says: 'GB18030', body: gb18030('69642c636974790a66312cc9cfbaa30a'), expected: '上海' },
    {
      says: 'UTF-16',
      body: Uint8Array.from(Buffer.from('\ufeffid,city\nf1,北京\n', 'utf16le')),
      expected: '北京',
    },
  ];
  test.each(forms)('with $says is read', async ({ body, expected }) => {
    expect(await run(body)).toMatchObject({ status: 'done', applied: 1 });
    expect((await profile('f1')).attributes.city).toBe(expected);
  });

  test('with columns of other names is mapped', async () => {
    const columns = { 客户号: 'id', 手机: 'addresses.sms', 卡号: 'attributes.card:text', 备注: '-' };
    const query = `?columns=${encodeURIComponent(JSON.stringify(columns))}`;
    await run('客户号,手机,卡号,备注,First Name\nm1,139,6222,x,Li\n', query);
    expect(await profile('m1')).toMatchObject({
      attributes: { card: '6222', First_Name: 'Li' },
      addresses: { sms: '139' },
    });
  });

  test('with columns of usual names needs no mapping, and the answer says what was guessed', async () => {
    const header = '客户号,phone,E-mail,consent.sms,First Name,mobile';
    const answer = await post(`${header}\ng1,+86 138 0000 0001,g1@example.test,yes,Li,139\n`);
    const { columns }: JobView = JSON.parse(answer.text);
    expect(
      columns.map(({ column, target, isGuessed }) => `${column} → ${target}${isGuessed ? ' ?' : ''}`),
    ).toEqual([
      '客户号 → id ?',
      'phone → addresses.sms ?',
      'E-mail → addresses.email ?',
      'consent.sms → consent.sms',
      'First Name → attributes.First_Name ?',
      'mobile → attributes.mobile ?',
    ]);
    await ended(JSON.parse(answer.text).id);
    expect(await profile('g1')).toMatchObject({
      addresses: { sms: '+86 138 0000 0001', email: 'g1@example.test' },
      consent: { sms: true },
      attributes: { First_Name: 'Li', mobile: 139 },
    });
  });

  test('goes where the mapping says, whatever would have been guessed', async () => {
    const query = `?columns=${encodeURIComponent(JSON.stringify({ phone: 'attributes.line:text' }))}`;
    const job = await run('id,phone\ng2,110\n', query);
    expect(job.columns[1]).toEqual({ column: 'phone', target: 'attributes.line:text', isGuessed: false });
    expect(await profile('g2')).toMatchObject({ attributes: { line: '110' }, addresses: {} });
  });

  test('of many rows reports progress and every broken one', async () => {
    const rows = Array.from({ length: 1200 }, (_, n) => (n % 100 === 7 ? `n${n},x,much` : `n${n},${n}`));
    const job = await run(`id,score\n${rows.join('\n')}\n`);
    expect(job).toMatchObject({ status: 'done', rowsRead: 1200, applied: 1188, refused: 12 });
    expect(job.bytesRead).toBe(job.bytesTotal);
    expect(job.problems[0]?.text).toBe('Row 9: The row has 3 cells, the header 2.');
    const { text } = await server.send('GET', `/api/v1/jobs/${job.id}/errors.csv`, {
      headers: { 'accept-language': 'zh' },
    });
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(13);
    expect(lines[1]).toBe('9,,csv-cells,该行有 3 个单元格，表头为 2 个。');
    expect(text).not.toContain('much');
  });

  test('with quotes within cells takes them as they stand', async () => {
    const job = await run('id,size,said\nin1,5" pipe,"""No"", he said"\nin2,4,"a"b\n');
    expect(job).toMatchObject({ status: 'done', applied: 2, refused: 0 });
    expect((await profile('in1')).attributes).toEqual({ size: '5" pipe', said: '"No", he said' });
    expect((await profile('in2')).attributes).toEqual({ size: 4, said: '"a"b' });
  });

  test('is read to the very row before a quote that never closes, however many they are', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => `before${n},${n}`).join('\n');
    const job = await run(`id,a\n${rows}\nopen,"x\nafter,1\n`);
    expect(job).toMatchObject({ status: 'failed', rowsRead: 5_000, applied: 5_000, refused: 1 });
    expect(job.problems[0]?.text).toMatch(/^Row 5002: /);
  });

  test('is not kept once it was read', async () => {
    await run('id\nk1\n');
    const kept = readdirSync(join(server.dataFolder, 'imports')).filter((name) => name.endsWith('.csv'));
    expect(kept).toEqual([]);
    expect(existsSync(join(server.dataFolder, 'imports'))).toBe(true);
    const { items } = await server.call('listJobs', { query: { limit: 1 } });
    expect(items[0]).toMatchObject({ type: 'importProfiles', status: 'done', applied: 1 });
  });
});

describe('a broken row', () => {
  const broken = [
    { says: 'no id', header: 'id,a', row: ',1', column: 'id', code: 'missing-field' },
    {
      says: 'a consent that is no yes or no',
      header: 'id,consent.sms',
      row: 'r1,perhaps',
      column: 'consent.sms',
      code: 'wrong-type',
    },
    {
      says: 'a locale that is none',
      header: 'id,locale',
      row: 'r1,!!',
      column: 'locale',
      code: 'wrong-locale',
    },
    {
      says: 'a cell longer than allowed',
      header: 'id,a',
      row: `r1,${'x'.repeat(10_001)}`,
      column: 'a',
      code: 'too-long',
    },
    {
      says: 'a phone number that is none',
      header: 'id,addresses.sms',
      row: 'r1,abc',
      column: 'addresses.sms',
      code: 'wrong-phone',
    },
    {
      says: 'an e-mail address that is none, in a guessed column',
      header: 'id,mail',
      row: 'r1,x',
      column: 'mail',
      code: 'wrong-email',
    },
    { says: 'too few cells', header: 'id,a,b', row: 'r1', column: '', code: 'csv-cells' },
  ];
  test.each(broken)(
    'with $says is refused, and the next one is not',
    async ({ header, row, column, code }) => {
      const rest = header
        .split(',')
        .slice(1)
        .map(() => '')
        .join(',');
      const job = await run(`${header}\n${row}\nok-row,${rest}\n`);
      expect(job).toMatchObject({ status: 'done', applied: 1, refused: 1 });
      const { text } = await server.send('GET', `/api/v1/jobs/${job.id}/errors.csv`);
      expect(text.split('\r\n')[1]).toMatch(new RegExp(`^2,${column},${code},`));
    },
  );

  test('in the wrong encoding is named', async () => {
    const job = await run(gb18030('69642c636974790a66312cc9cfbaa30a'), '?encoding=utf-8');
    expect(job).toMatchObject({ applied: 0, refused: 1 });
    expect(job.problems[0]?.code).toBe('csv-row');
    expect(job.problems[0]?.text).toContain('cannot be read in this encoding');
    const { text } = await server.send('GET', `/api/v1/jobs/${job.id}/errors.csv`);
    expect(text.split(/[\r\n,]+/)).toContain('csv-encoding');
  });

  test.each<[string, 'csv-quote' | 'csv-row-too-long', string]>([
    ['a quote that never closes', 'csv-quote', 'q2,"open\nq3,3\n'],
    ['a row without end', 'csv-row-too-long', `q2,"${'x'.repeat(1_100_000)}"\nq3,3\n`],
  ])('with %s ends the import as %s, the rows before it applied', async (_what, code, rest) => {
    const job = await run(`id,a\nq1,1\n${rest}`);
    expect(job).toMatchObject({ status: 'failed', applied: 1, refused: 1 });
    const { en } = problemCodes[code];
    expect(job.problems.map((found) => found.text)).toEqual([`Row 3: ${en.replace('{max}', '1048576')}`]);
    expect((await profile('q1')).attributes).toEqual({ a: 1 });
    const { text } = await server.send('GET', `/api/v1/jobs/${job.id}/errors.csv`);
    expect(text).toContain(`3,,${code},`);
  });
});

describe('a file is refused at once', () => {
  const refused = [
    { says: 'it is empty', body: '', code: 'csv-header' },
    { says: 'no column is the id', body: 'name,city\nA,B\n', code: 'csv-no-id' },
    { says: 'a column comes twice', body: 'id,a,a\n1,2,3\n', code: 'csv-duplicate-column' },
    { says: 'a column has no name', body: 'id,\n1,2\n', code: 'csv-wrong-target' },
    { says: 'a column would be a prototype', body: 'id,__proto__\n1,2\n', code: 'csv-wrong-target' },
    {
      says: 'a mapping leads nowhere',
      body: 'id,a\n1,2\n',
      query: '?columns=%7B%22a%22%3A%22nowhere%22%7D',
      code: 'csv-wrong-target',
    },
    {
      says: 'two columns fill one place',
      body: 'id,a b,a_b\n1,2,3\n',
      code: 'csv-same-target',
    },
    {
      says: 'a mapping names a column that is not there',
      body: 'id,a\n1,2\n',
      query: '?columns=%7B%22b%22%3A%22tags%22%7D',
      code: 'csv-unknown-column',
    },
    {
      says: 'it is a spreadsheet',
      body: Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]),
      code: 'csv-not-text',
    },
    {
      says: 'it has more columns than allowed',
      body: `id${Array.from({ length: 500 }, (_, n) => `,c${n}`).join('')}\n`,
      code: 'too-long',
    },
  ];
  test.each(refused)('when $says', async ({ body, query = '', code }) => {
    const answer = await post(body, query);
    expect([answer.status, answer.problem?.code]).toEqual([422, code]);
  });

  test('when the mapping is no JSON', async () => {
    expect((await post('id\n1\n', '?columns=a')).problem?.code).toBe('not-json');
  });

  test('when it comes as another type', async () => {
    const answer = await server.send('POST', '/api/v1/profiles/import', { body: { id: 1 } });
    expect([answer.status, answer.problem?.code]).toEqual([415, 'wrong-content-type']);
  });
});

test.each([
  ['=1+1', `"'=1+1"`],
  ['+cmd', `"'+cmd"`],
  ['-2', `"'-2"`],
  ['@sum', `"'@sum"`],
  ['＝1', `"'＝1"`],
  ['\tx', `"'\tx"`],
  ['a"b', '"a""b"'],
  ['a,b', '"a,b"'],
  ['plain', 'plain'],
])('a cell %j is written so that no spreadsheet runs it', (text, written) => {
  expect(csvCell(text)).toBe(written);
});
