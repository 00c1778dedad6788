/** The whole server: threads, API and designer on one port. */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { Backend } from './backend.ts';
import type { Config } from './config.ts';
import { DATABASE_NAME } from './databaseName.ts';
import { inDataFolder } from './dataFolderFault.ts';
import { type EngineClient, startEngineThread } from './engineThread/engineClient.ts';
import { readExamples } from './examples.ts';
import { type ExperimentRounds, startExperimentRounds } from './experimentRounds.ts';
import { createImportJobs } from './imports/importJobs.ts';
import { createJourneyWatch } from './live/journeyWatch.ts';
import { createCarrierDesk } from './outbound/carrierDesk.ts';
import { readCarriers } from './outbound/carriers.ts';
import { packageFolder, packageVersion } from './packageFolder.ts';
import { loadPlugins } from './plugins.ts';
import { openReaders } from './readers/openReaders.ts';
import { StartFault } from './startFault.ts';

/** Requests get this long to finish once the server was asked to stop. */
const CLOSING_MS_MAX = 5_000;
/** The engine's thread may be waiting for a provider; after this long the send ledger has to do (reliability.md §2). */
const SETTLING_MS_MAX = 20_000;

export interface RunningServer {
  url: string;
  engine: EngineClient;
  /** resolves with a reason when the server cannot go on */
  broken: Promise<string>;
  /** takes no new requests, lets work in flight settle, closes everything */
  stop(): Promise<void>;
}

/** Threads for reads: beside main thread and engine, one for each remaining core. */
function readerCount(): number {
  return Math.min(Math.max(availableParallelism() - 1, 2), 8);
}

function listen(
  app: { fetch: (request: Request) => Response | Promise<Response> },
  config: Config,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, () =>
      resolve(server),
    );
    server.on('error', (error: NodeJS.ErrnoException) => reject(listenFault(error, config)));
  });
}

function listenFault(error: NodeJS.ErrnoException, { host, port }: Config): Error {
  if (error.code === 'EADDRINUSE')
    return new StartFault(`another program already listens on ${host}:${port}; set PORT`);
  if (error.code === 'EACCES') return new StartFault(`this user may not listen on ${host}:${port}; set PORT`);
  return error;
}

function urlOf(server: ServerType, host: string): string {
  const { port } = server.address() as AddressInfo; // the server listens on a port, not on a pipe
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Ends connections that are kept open without a request, and after a while all others. */
function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(
      () => 'closeAllConnections' in server && server.closeAllConnections(),
      CLOSING_MS_MAX,
    );
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

function within(ms: number, work: Promise<void>): Promise<void> {
  return Promise.race([work, new Promise<void>((resolve) => setTimeout(resolve, ms).unref())]);
}

/** Starts serving. Errors: StartFault when the database, a plugin or the port cannot be used. */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const { dataFolder } = config;
  await inDataFolder(dataFolder, () => mkdirSync(dataFolder, { recursive: true, mode: 0o700 }));
  const plugins = await loadPlugins(config.plugins);
  const engine = await startEngineThread({ dataFolder, plugins: config.plugins }, (reason) =>
    log.error({ reason }, 'a customer is set aside until the next start'),
  );
  const databaseFile = join(dataFolder, DATABASE_NAME);
  const readers = openReaders({ databaseFile, plugins: config.plugins }, readerCount(), plugins.registry);
  const imports = createImportJobs(dataFolder, engine.calls);
  const watch = createJourneyWatch(readers.reports, engine.catalog);
  engine.onMoved(watch.moved);
  const backend: Backend = {
    engine: engine.calls,
    reports: readers.reports,
    deepReads: readers.deepReads,
    catalog: engine.catalog,
    plugins,
    carriers: createCarrierDesk({
      carriers: readCarriers(dataFolder),
      plugins,
      dataFolder,
      engine: engine.calls,
    }),
    imports,
    watch,
    examples: readExamples(),
    version: packageVersion(),
    startedAtMs: Date.now(),
    now: Date.now,
  };
  const app = createApp({ log, designerFolder: join(packageFolder(), 'dist', 'designer'), backend });

  let rounds: ExperimentRounds | null = null;

  async function closeThreads(): Promise<void> {
    await rounds?.close();
    await imports.close();
    await within(SETTLING_MS_MAX, engine.stop());
    await readers.close();
  }

  let server: ServerType;
  try {
    server = await listen(app, config);
  } catch (error) {
    await closeThreads();
    throw error;
  }
  imports.resume();
  rounds = startExperimentRounds(backend, log);
  return {
    url: urlOf(server, config.host),
    engine,
    broken: engine.broken,
    async stop() {
      watch.close();
      await closeServer(server);
      await closeThreads();
    },
  };
}
