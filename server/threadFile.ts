/** Where a thread's module lies: beside its source while developing, beside its output once built. */
export function threadFile(source: URL): { url: URL; execArgv: string[] } {
  const isSource = import.meta.url.endsWith('.ts');
  return isSource
    ? // Node 20 cannot read TypeScript itself, and threads do not inherit the loader of a test runner
      { url: source, execArgv: ['--import', 'tsx'] }
    : { url: new URL(source.href.replace(/\.ts$/, '.js')), execArgv: [] };
}
