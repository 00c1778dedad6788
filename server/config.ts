/** All that is set from outside, read in this file only. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';

export const PORT_DEFAULT = 4400;
export const HOST_DEFAULT = '127.0.0.1';

export interface Config {
  host: string;
  /** 0 lets the system choose */
  port: number;
  /** folder of the database; one folder is one workspace */
  dataFolder: string;
  /** modules with node kinds and providers of an integrator */
  plugins: readonly string[];
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

export type ConfigRead = { ok: true; config: Config } | { ok: false; reasons: string[] };

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Reads the environment; says everything that is wrong with it at once. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): ConfigRead {
  const reasons: string[] = [];
  const host = environment.HOST || HOST_DEFAULT;
  if (!isLoopback(host)) {
    reasons.push(
      `HOST=${host} is not a loopback address. There are no accounts yet: whoever reaches the port can read every customer and publish journeys. Use 127.0.0.1, or put an authenticating proxy on this machine in front.`,
    );
  }
  const port = Number(environment.PORT || PORT_DEFAULT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    reasons.push('PORT must be a number from 0 to 65535.');
  const level = environment.THROUGHLINE_LOG || 'info';
  const logLevel = logLevels.find((one) => one === level);
  if (!logLevel) reasons.push(`THROUGHLINE_LOG must be one of ${logLevels.join(', ')}.`);
  if (reasons.length > 0 || !logLevel) return { ok: false, reasons };
  const dataFolder = resolve(environment.THROUGHLINE_DATA || './data');
  const plugins = (environment.THROUGHLINE_PLUGINS ?? '')
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
    .map((path) => resolve(path));
  return { ok: true, config: { host, port, dataFolder, plugins, logLevel } };
}

/** Whether only programs on this machine can reach an address. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
