/** Node kinds and providers: the built-in ones, those found by directory, and those of integrators. */
import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { nodeKinds } from '../shared/nodes/kinds.ts';
import { type AnyNodeDefinition, createRegistry, type NodeRegistry } from '../shared/nodes/registry.ts';
import type { AnyProviderDefinition } from './outbound/provider.ts';
import { StartFault } from './startFault.ts';

export interface Plugins {
  registry: NodeRegistry;
  /** names of kinds that are part of the product */
  builtInKinds: ReadonlySet<string>;
  providers: ReadonlyMap<string, AnyProviderDefinition>;
}

/** What an integrator's module may export. */
interface PluginModule {
  nodeKinds?: readonly AnyNodeDefinition[];
  providers?: readonly AnyProviderDefinition[];
}

async function providersOfFolder(): Promise<AnyProviderDefinition[]> {
  const folder = new URL('./providers/', import.meta.url);
  const names = (await readdir(folder))
    .filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'))
    .sort();
  return await Promise.all(
    names.map(async (name) => {
      const module = (await import(new URL(name, folder).href)) as { default: AnyProviderDefinition };
      return module.default;
    }),
  );
}

function whyUnloadable(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const isOtherLanguage = 'code' in cause && cause.code === 'ERR_UNKNOWN_FILE_EXTENSION';
  return isOtherLanguage
    ? 'it is no JavaScript; compile it first, and name what comes of that'
    : cause.message;
}

/** Errors: StartFault, naming the module, when one cannot be loaded or a name is taken twice. */
export async function loadPlugins(paths: readonly string[]): Promise<Plugins> {
  const modules: PluginModule[] = [];
  for (const path of paths) {
    try {
      modules.push((await import(pathToFileURL(path).href)) as PluginModule);
    } catch (cause) {
      throw new StartFault(`plugin ${path} cannot be loaded: ${whyUnloadable(cause)}`, { cause });
    }
  }
  const kinds = [...nodeKinds, ...modules.flatMap((module) => module.nodeKinds ?? [])];
  const all = [...(await providersOfFolder()), ...modules.flatMap((module) => module.providers ?? [])];
  const providers = new Map<string, AnyProviderDefinition>();
  for (const provider of all) {
    if (providers.has(provider.name)) throw new StartFault(`two providers are named ${provider.name}`);
    providers.set(provider.name, provider);
  }
  return {
    registry: createRegistry(kinds),
    builtInKinds: new Set<string>(nodeKinds.map(({ kind }) => kind)),
    providers,
  };
}
