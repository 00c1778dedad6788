import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Fields that are about customers; no call of ours passes them, and a mistake is caught here. */
const PERSONAL = [
  'body',
  'address',
  'addresses',
  'attributes',
  'profile',
  'profileId',
  'properties',
  'email',
  'phone',
  'to',
];

export function createLog(config: Pick<Config, 'logLevel'>): Logger {
  return pino({
    level: config.logLevel,
    redact: { paths: PERSONAL.flatMap((name) => [name, `*.${name}`]), remove: true },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
