import { createServer } from 'node:net';

/** Somebody listens there already. */
export class PortTaken extends Error {}

/** Finds out that a port is taken before a long load, not after it. Errors: PortTaken; the system's own. */
export function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (fault: NodeJS.ErrnoException) => {
      reject(fault.code === 'EADDRINUSE' ? taken(host, port) : fault);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function taken(host: string, port: number): PortTaken {
  return new PortTaken(
    `Something listens on ${host}:${port} already, maybe this demo. Stop it, or choose another port with PORT.`,
  );
}
