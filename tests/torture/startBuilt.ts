/** The built server as a process of its own, which may be killed before it is ready. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const builtFolder = join(import.meta.dirname, '../../dist');
const entry = join(builtFolder, 'server/cli/main.js');

export interface BuiltServer {
  child: ChildProcess;
  /** resolves when the server answers, with null when it ended before */
  ready: Promise<{ url: string; startMs: number } | null>;
  closed: Promise<unknown>;
  said(): string;
}

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/v1/health`).catch(() => null);
  return response?.ok === true;
}

export function startBuilt(dataFolder: string, preload: string | null): BuiltServer {
  if (!existsSync(entry)) throw new Error(`${entry} is not there: run npm run build first`);
  const startedMs = performance.now();
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), entry, 'start'], {
    env: { ...process.env, THROUGHLINE_DATA: dataFolder, PORT: '0', THROUGHLINE_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  let said = '';
  const url = new Promise<string | null>((resolve) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      const found = /ready: (http:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => resolve(null));
  });
  const ready = url.then(async (found) => {
    if (found === null) return null;
    while (!(await isHealthy(found))) if (child.exitCode !== null || child.signalCode !== null) return null;
    return { url: found, startMs: performance.now() - startedMs };
  });
  return { child, ready, closed, said: () => said };
}
