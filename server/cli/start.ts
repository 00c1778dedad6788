import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { StartFault } from '../startFault.ts';
import { startServer } from '../startServer.ts';
import { type Command, EXIT, Misuse } from './command.ts';

/** Resolves with the name of the first signal that asks to stop. */
function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}

function asMisuse(error: unknown): never {
  throw error instanceof StartFault ? new Misuse(error.message) : error;
}

export const command: Command = {
  name: 'start',
  usage: '',
  about: 'Serves designer and API; HOST, PORT, THROUGHLINE_DATA and THROUGHLINE_PLUGINS say where and what.',
  options: {},
  optionWords: {},
  async run() {
    const read = readConfig();
    if (!read.ok) throw new Misuse(read.reasons.join('\n'));
    const log = createLog(read.config);
    const stopAsked = askedToStop();
    const server = await startServer(read.config, log).catch(asMisuse);
    console.log(`Throughline is ready: ${server.url}`);
    const ended = await Promise.race([
      stopAsked.then((signal) => ({ signal })),
      server.broken.then((reason) => ({ reason })),
    ]);
    if ('reason' in ended) {
      log.fatal({ reason: ended.reason }, 'the engine stopped');
      process.exit(EXIT.failed);
    }
    log.info({ signal: ended.signal }, 'stopping');
    await server.stop();
    // a thread that hangs must not keep the process; everything accepted is on disk
    process.exit(EXIT.done);
  },
};
