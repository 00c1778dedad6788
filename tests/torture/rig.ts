/** Where the data folder lies and how the end comes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltServer } from './startBuilt.ts';

export interface Rig {
  dataFolder: string;
  /** a module loaded into the server before its own */
  preload: string | null;
  /** whether requests may be answered with an error just before the end */
  mayRefuse: boolean;
  /** once, when what is set up must not be lost any more */
  settle(): void;
  crash(server: BuiltServer): Promise<void>;
  close(): void;
}

/** The process is gone without a word; the machine lives on. */
export function killRig(folder: string): Rig {
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder);
  return {
    dataFolder,
    preload: null,
    mayRefuse: false,
    settle: () => {},
    async crash({ child, closed }) {
      child.kill('SIGKILL');
      await closed;
    },
    close: () => {},
  };
}
