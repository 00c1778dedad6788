/** Loads the simulation with one text of the engine replaced, as if somebody had written it wrong. */
import { join, relative } from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import type * as Simulation from '../simulation.ts';
import type { PlantedBug, Replacement } from './plantedBug.ts';

const root = join(import.meta.dirname, '../../..');
const SIMULATION = '/tests/simulation/simulation.ts';

/** Replaces a text that must be there exactly once. Errors: the text is not there, or more than once. */
export function plant(source: string, { file, text, becomes }: Replacement): string {
  const count = source.split(text).length - 1;
  if (count !== 1) throw new Error(`the text to replace is in ${file} ${count} times`);
  return source.replace(text, () => becomes);
}

/** Grows engines with faults in them, one after the other. */
export class Nursery {
  private bug: PlantedBug | null = null;
  private readonly planted = new Set<Replacement>();
  private readonly server: ViteDevServer;

  private constructor(server: ViteDevServer) {
    this.server = server;
  }

  static async open(): Promise<Nursery> {
    let nursery: Nursery | null = null;
    const server = await createServer({
      root,
      configFile: false,
      logLevel: 'error',
      appType: 'custom',
      server: { middlewareMode: true, hmr: false, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true, include: [] },
      plugins: [
        {
          name: 'planted-bug',
          enforce: 'pre',
          transform: (code, id) => nursery?.transform(code, relative(root, id.split('?')[0] ?? id)),
        },
      ],
    });
    nursery = new Nursery(server);
    return nursery;
  }

  private transform(code: string, file: string): string | undefined {
    const here = this.bug?.replacements.filter((replacement) => replacement.file === file) ?? [];
    if (here.length === 0) return undefined;
    for (const replacement of here) this.planted.add(replacement);
    return here.reduce(plant, code);
  }

  /** The simulation over a wrong engine; null over the right one. Errors: a replacement that meets no file. */
  async load(bug: PlantedBug | null): Promise<typeof Simulation> {
    this.bug = bug;
    this.planted.clear();
    this.server.moduleGraph.invalidateAll();
    // the module at that path
    const loaded = (await this.server.ssrLoadModule(SIMULATION)) as typeof Simulation;
    const missed = bug?.replacements.find((replacement) => !this.planted.has(replacement));
    if (missed) throw new Error(`${missed.file} is not part of the simulation`);
    return loaded;
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
