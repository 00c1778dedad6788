import { listFiles, readSource } from './sources.ts';

/** Names of the kinds that have a definition file: `shared/nodes/<kind>.ts` that says so itself. */
export function listNodeKinds(): string[] {
  return listFiles(['shared/nodes'], /^shared\/nodes\/\w+\.ts$/)
    .map((path) => ({ path, kind: path.replace(/^.*\/|\.ts$/g, '') }))
    .filter(({ path, kind }) => readSource(path).text.includes(`kind: '${kind}'`))
    .map(({ kind }) => kind);
}
