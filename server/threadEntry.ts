/** The module a thread starts with: beside its source while developing, beside its output once built. */
export function threadEntry(source: URL): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL(source.href.replace(/\.ts$/, '.js'));
  // Node 20 reads no TypeScript and threads do not inherit the loader, so a module before it brings one
  const loader = import.meta.resolve('tsx/esm/api');
  const code = `import { register } from '${loader}'; register(); await import('${source.href}');`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
