import { createServer } from 'node:net';

/** Finds out that a port is taken before a long load, not after it. Errors: the system's own, `EADDRINUSE` as a rule. */
export function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
