import { readConfig } from '../../config.ts';
import { loadPlugins, type Plugins } from '../../plugins.ts';
import { StartFault } from '../../startFault.ts';
import { Misuse } from '../command.ts';

/** The kinds and providers that the environment names. Errors: Misuse. */
export async function configuredPlugins(): Promise<Plugins> {
  const read = readConfig();
  if (!read.ok) throw new Misuse(read.reasons.join('\n'));
  try {
    return await loadPlugins(read.config.plugins);
  } catch (error) {
    throw error instanceof StartFault ? new Misuse(error.message) : error;
  }
}
