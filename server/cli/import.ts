import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { requestOf } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { type JobView, jobSchema } from '../../shared/api/jobs.ts';
import { problemDetailsSchema } from '../../shared/api/problemDetails.ts';
import { HOST_DEFAULT, PORT_DEFAULT, readConfig } from '../config.ts';
import { type Command, EXIT, Misuse } from './command.ts';
import { terminalLocale } from './parts/problemLines.ts';

const LOOK_EVERY_MS = 300;

function serverAddress(asked: unknown): string {
  if (typeof asked === 'string') return asked.replace(/\/$/, '');
  const read = readConfig();
  const { host, port } = read.ok ? read.config : { host: HOST_DEFAULT, port: PORT_DEFAULT };
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Asks the running server. Errors: Misuse when it is not there or refuses. */
async function ask(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch {
    throw new Misuse(
      `No server answers at ${new URL(url).origin}. Start it first (throughline start), or name it with --url.`,
    );
  }
  if (response.ok) return response;
  const problem = problemDetailsSchema.safeParse(await response.json().catch(() => null));
  const lines = problem.success ? problem.data.problems.map(({ text }) => text) : [`HTTP ${response.status}`];
  throw new Misuse(lines.join('\n'));
}

function progress(job: JobView): string {
  const percent = job.bytesTotal === 0 ? 100 : Math.floor((job.bytesRead / job.bytesTotal) * 100);
  return `${percent} %  ${job.rowsRead} rows, ${job.applied} applied, ${job.refused} refused`;
}

export const command: Command = {
  name: 'import',
  usage: 'FILE',
  about: 'Imports customers from a CSV file into the running server; 1 when rows were refused.',
  options: {
    url: { type: 'string' },
    columns: { type: 'string' },
    delimiter: { type: 'string' },
    encoding: { type: 'string' },
    errors: { type: 'string' },
    lang: { type: 'string' },
  },
  optionWords: {
    url: 'address of the server; HOST and PORT otherwise',
    columns: 'JSON object of column name → target, such as {"手机":"addresses.sms"}',
    delimiter: 'auto (default) , ; tab |',
    encoding: 'auto (default) utf-8 gb18030',
    errors: 'file to write broken rows to, as CSV',
    lang: 'en or zh-CN; the terminal’s language otherwise',
  },
  async run({ files, values }) {
    const [file, ...others] = files;
    if (file === undefined || others.length > 0) throw new Misuse('Name one CSV file.');
    const address = serverAddress(values.url);
    const headers = { 'accept-language': terminalLocale(values.lang) };
    const blob = await openAsBlob(file, { type: 'text/csv' }).catch(() => {
      throw new Misuse(`${file} cannot be read.`);
    });
    const { columns, delimiter, encoding } = values;
    const query = Object.entries({ columns, delimiter, encoding }).filter(([, value]) => value !== undefined);
    const target = new URL(`${address}/api/v1${endpoints.importProfiles.path}`);
    for (const [name, value] of query) target.searchParams.set(name, String(value));
    let job = jobSchema.parse(await (await ask(target.href, { method: 'POST', body: blob, headers })).json());
    const place = `${address}${requestOf(endpoints.getJob, { params: { id: job.id } }).url}`;
    while (job.status === 'running') {
      await wait(LOOK_EVERY_MS);
      job = jobSchema.parse(await (await ask(place, { headers })).json());
      process.stderr.write(`\r${progress(job)}   `);
    }
    process.stderr.write('\n');
    for (const { text } of job.problems) console.log(`  ✗ ${text}`);
    if (typeof values.errors === 'string') {
      await writeFile(values.errors, await (await ask(`${place}/errors.csv`, { headers })).text());
    }
    console.log(progress(job));
    return job.status === 'done' && job.refused === 0 ? EXIT.done : EXIT.refused;
  },
};
