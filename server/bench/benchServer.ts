/** The server under test: the real one, in a process of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Health, healthSchema } from '../../shared/api/workspace.ts';

export interface BenchServer {
  url: string;
  /** what the operating system keeps in memory for it */
  residentBytes(): number;
  health(): Promise<Health>;
}

/** Where a server says that it is ready. */
function readyUrl(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      const url = /ready: (http:\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
}

/** Works with this very program as a server over a folder; the server is gone afterwards. */
export async function withBenchServer<T>(
  dataFolder: string,
  work: (server: BenchServer) => Promise<T>,
): Promise<T> {
  const [, program = ''] = process.argv;
  const child = spawn(process.execPath, [...process.execArgv, program, 'start'], {
    env: { ...process.env, THROUGHLINE_DATA: dataFolder, PORT: '0', THROUGHLINE_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  try {
    const url = await readyUrl(child);
    return await work({
      url,
      residentBytes: () =>
        Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) * 1024,
      async health() {
        const response = await fetch(`${url}/api/v1/health`);
        return healthSchema.parse(await response.json());
      },
    });
  } finally {
    child.kill('SIGTERM');
    await closed;
  }
}
