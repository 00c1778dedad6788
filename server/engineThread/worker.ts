/** The engine's thread: it alone writes the database, and runs the loop. */
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../../engine/runner/engine.ts';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import { DATABASE_NAME } from '../databaseName.ts';
import { inDataFolder } from '../dataFolderFault.ts';
import { prepareCarriers } from '../outbound/carriers.ts';
import { packageVersion } from '../packageFolder.ts';
import { loadPlugins } from '../plugins.ts';
import { StartFault } from '../startFault.ts';
import { answerCalls } from './answerCalls.ts';
import { catalogFeed } from './catalogFeed.ts';
import { createChannelProviders } from './channelProviders.ts';
import { createEngineCalls } from './createEngineCalls.ts';
import type { FromEngine, ThreadSettings, ToEngine } from './protocol.ts';

async function run(
  settings: ThreadSettings,
  send: (message: FromEngine) => void,
): Promise<(message: ToEngine) => void> {
  const plugins = await loadPlugins(settings.plugins);
  const { dataFolder } = settings;
  const opened = await inDataFolder(dataFolder, () => openSqliteStore(join(dataFolder, DATABASE_NAME)));
  // written once the folder is known to be ours
  const carriers = await inDataFolder(dataFolder, () => prepareCarriers(dataFolder));
  const catalog = catalogFeed(opened.catalog, (change) => send({ type: 'catalog', change }));
  const channelProviders = createChannelProviders(plugins, carriers, packageVersion());
  const engine = await createEngine({
    stores: { store: opened.store, catalog, reports: opened.reports },
    providers: channelProviders.providers,
    registry: plugins.registry,
    onCommit: (journeyIds) => {
      if (journeyIds.size > 0) send({ type: 'moved', journeyIds: [...journeyIds] });
    },
    onSetAside: (fault) =>
      send({
        type: 'setAside',
        message: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
      }),
    onFault: (fault) => {
      send({
        type: 'broken',
        message: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
      });
      process.exit(1);
    },
  });
  send({ type: 'ready', catalog: await opened.catalog.load() });
  await engine.start();
  const calls = createEngineCalls({
    engine,
    store: opened.store,
    setCarrier: channelProviders.set,
    now: Date.now,
  });
  const answer = answerCalls(calls, send);
  return (message) => {
    if (message.type === 'calls') return answer.take(message.calls);
    void (async () => {
      await answer.settled();
      await engine.stop();
      await channelProviders.close();
      opened.close();
      parentPort?.close();
    })();
  };
}

const port = parentPort;
if (!port) throw new Error('the engine’s thread was started as a program');
const send = (message: FromEngine) => port.postMessage(message);
const waiting: ToEngine[] = [];
let take = (message: ToEngine): void => void waiting.push(message);
port.on('message', (message: ToEngine) => take(message));
try {
  take = await run(workerData as ThreadSettings, send); // set by startEngineThread
  for (const message of waiting) take(message);
} catch (error) {
  if (!(error instanceof StartFault)) throw error;
  send({ type: 'refused', message: error.message });
  port.close();
}
