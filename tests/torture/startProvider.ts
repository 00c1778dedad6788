import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface RunningProvider {
  port: number;
  stop(): Promise<void>;
}

/** Starts the hostile provider in a process of its own; it ends with whoever started it. */
export async function startProvider(logFile: string, seed: string): Promise<RunningProvider> {
  const program = join(import.meta.dirname, 'hostileProvider.ts');
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program, logFile, seed], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      const found = /listens on (\d+)/.exec(String(chunk))?.[1];
      if (found) resolve(Number(found));
    });
    child.once('close', (code) => reject(new Error(`the provider ended with ${code}`)));
  });
  const closed = once(child, 'close');
  return {
    port,
    async stop() {
      child.kill();
      await closed;
    },
  };
}
