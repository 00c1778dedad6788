/** Answers asked for before the code that reads them was there. Imports nothing: it runs before everything else. */

/** Later they may be out of date. */
const FRESH_MS = 5_000;
/** shared/api/endpoint.ts says so, and brings the whole contract with it. */
const API = '/api/v1';

interface Asked {
  atMs: number;
  response: Promise<Response>;
}

const asked = new Map<string, Asked>();

export function askAhead(paths: readonly string[]): void {
  for (const path of paths) {
    const response = fetch(`${API}${path}`, { headers: { accept: 'application/json' } });
    // whoever takes it hears of the failure
    response.catch(() => undefined);
    asked.set(`${API}${path}`, { atMs: performance.now(), response });
  }
}

/** The answer on its way to an address, once. */
export function takeAhead(url: string): Promise<Response> | undefined {
  const found = asked.get(url);
  asked.delete(url);
  return found && performance.now() - found.atMs < FRESH_MS ? found.response : undefined;
}
