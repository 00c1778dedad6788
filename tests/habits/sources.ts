import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const rootFolder = join(import.meta.dirname, '../..');
const skippedFolders = new Set(['node_modules', 'dist', 'data', 'migrations']);

/** The folders that make up the product, from the bottom layer up. */
export const productFolders = ['shared', 'engine', 'server', 'designer'];

/** A file of the repository; its path is relative to the root and written with slashes. */
export interface Source {
  path: string;
  text: string;
}

/** Paths of all files below folders of the repository; a folder that does not exist has none. */
export function listFiles(folders: readonly string[], ending: RegExp): string[] {
  return folders
    .filter((folder) => existsSync(join(rootFolder, folder)))
    .flatMap((folder) => walkFolder(join(rootFolder, folder)))
    .map((path) => relative(rootFolder, path).split(sep).join('/'))
    .filter((path) => ending.test(path))
    .sort();
}

export function readSource(path: string): Source {
  return { path, text: readFileSync(join(rootFolder, path), 'utf8') };
}

export function readSources(folders: readonly string[], ending = /\.(ts|tsx|mjs)$/): Source[] {
  return listFiles(folders, ending).map(readSource);
}

export function exists(path: string): boolean {
  return existsSync(join(rootFolder, path));
}

export function lineCount(source: Source): number {
  return source.text.trimEnd().split('\n').length;
}

function walkFolder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return skippedFolders.has(entry.name) ? [] : walkFolder(path);
  });
}
