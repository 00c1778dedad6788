import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const rootFolder = join(import.meta.dirname, '..', '..');
const READY_MS_MAX = 60_000;
const STOP_MS_MAX = 30_000;

export interface RunningServer {
  url: string;
  /** Calls the API as another program would; throws when the answer is no success. */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** The product itself, as built into `dist`, on a free port with an empty workspace of its own. */
export async function startServer({
  plugins = [],
}: {
  plugins?: readonly string[];
} = {}): Promise<RunningServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'throughline-browser-'));
  const child = spawn(process.execPath, ['dist/server/cli/main.js', 'start'], {
    cwd: rootFolder,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      THROUGHLINE_DATA: dataFolder,
      THROUGHLINE_PLUGINS: plugins.join(','),
      THROUGHLINE_LOG: 'warn',
      NODE_ENV: 'production',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await addressOf(child);
  return {
    url,
    async call(method, path, body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    async stop() {
      await stopProcess(child);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The address the server says it is ready at. Errors: throws with what it said when it ends before. */
function addressOf(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`${reason}\n${said.join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail('the server was not ready in time');
    }, READY_MS_MAX);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`the server ended with ${code}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => {
        said.push(line);
        const address = /ready: (http\S+)/.exec(line)?.[1];
        if (!address) return;
        clearTimeout(timer);
        resolve(address);
      });
    }
  });
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const cutOff = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await ended;
  clearTimeout(cutOff);
}
