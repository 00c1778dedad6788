import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Endpoint, type LooseCall, requestOf } from '../../shared/api/endpoint.ts';
import { type AnswerFrom, type CallTo, endpoints, type Operation } from '../../shared/api/endpoints.ts';

const entry = join(import.meta.dirname, '../../server/cli/main.ts');

export interface ServerProcess {
  child: ChildProcess;
  url: string;
  said(): string;
  call<Name extends Operation>(name: Name, call: CallTo<Name> & LooseCall): Promise<AnswerFrom<Name>>;
  /** ends it as the operating system would, without a word */
  kill(): Promise<void>;
  /** asks it to stop; resolves with its exit code */
  stop(): Promise<number | null>;
}

export function runCommand(args: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', entry, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a command said and how it ended. */
export async function finished(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

/** Calls of the API at an address, answers parsed by the contract. */
export function callOf(url: string): ServerProcess['call'] {
  return async (name, given) => {
    const endpoint: Endpoint = endpoints[name];
    const { url: path, ...request } = requestOf(endpoint, given);
    const response = await fetch(`${url}${path}`, request);
    const text = await response.text();
    if (response.status !== endpoint.answer.status) throw new Error(`${name}: ${response.status} ${text}`);
    const schema = 'schema' in endpoint.answer ? endpoint.answer.schema : undefined;
    return (schema ? schema.parse(JSON.parse(text)) : null) as AnswerFrom<typeof name>; // by the same table
  };
}

/** Starts the real server, threads and all, in a process of its own. */
export async function startServerProcess(
  dataFolder: string,
  environment: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = runCommand(['start'], {
    THROUGHLINE_DATA: dataFolder,
    PORT: '0',
    THROUGHLINE_LOG: 'warn',
    ...environment,
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      const found = /ready: (http:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  const closed = once(child, 'close');
  return {
    child,
    url,
    said: () => said,
    call: callOf(url),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await closed;
      return code;
    },
  };
}
