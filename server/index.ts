/** The server as published under `throughline/server`. */
export { type Config, type ConfigRead, readConfig } from './config.ts';
export { createLog } from './log.ts';
export {
  type AnyProviderDefinition,
  type BuiltProvider,
  defineProvider,
  type ProviderContext,
  type ProviderDefinition,
} from './outbound/provider.ts';
export { type RunningServer, startServer } from './startServer.ts';
