/** Which provider carries which channel, with its settings: a file of its own, because it holds secrets. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonObjectSchema } from '../../shared/api/journeys.ts';
import type { CarrierView } from '../../shared/api/workspace.ts';
import type { JsonObject } from '../../shared/json.ts';
import { jsonOf } from '../jsonOf.ts';
import { StartFault } from '../startFault.ts';
import type { AnyProviderDefinition } from './provider.ts';

/** The channel under which the settings for webhook nodes are kept. */
export const WEBHOOK_CHANNEL = 'webhook';
export const DEFAULT_PROVIDER = 'inbox';

export interface Carrier {
  provider: string;
  settings: JsonObject;
}
export type Carriers = { [channel: string]: Carrier };

const fileSchema = z.strictObject({
  format: z.literal(1),
  carriers: z.record(z.string(), z.strictObject({ provider: z.string(), settings: jsonObjectSchema })),
});

function fileOf(dataFolder: string): string {
  return join(dataFolder, 'providers.json');
}

/** Errors: StartFault when the file is there and is not what we wrote. */
export function readCarriers(dataFolder: string): Carriers {
  const file = fileOf(dataFolder);
  if (!existsSync(file)) return {};
  const parsed = fileSchema.safeParse(jsonOf(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data.carriers;
  const where = parsed.error.issues[0]?.path.join('/') || 'the whole file';
  throw new StartFault(
    `${file} is not as this version writes it (${where}). Mend it, or move it away: every channel then goes to the inbox.`,
  );
}

/** Replaces the file as a whole: readable by its owner alone, on disk when resolved. */
export async function writeCarriers(dataFolder: string, carriers: Carriers): Promise<void> {
  const file = fileOf(dataFolder);
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ format: 1, carriers }, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
  // the new name is on disk once its folder is
  const folder = await open(dataFolder, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The carriers of a workspace; calls of webhook nodes are signed from the first one on. */
export async function prepareCarriers(dataFolder: string): Promise<Carriers> {
  const carriers = readCarriers(dataFolder);
  if (carriers[WEBHOOK_CHANNEL]) return carriers;
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const prepared = { ...carriers, [WEBHOOK_CHANNEL]: { provider: 'webhook', settings: { secret } } };
  await writeCarriers(dataFolder, prepared);
  return prepared;
}

/** Names of a provider's settings that are never shown. */
export function secretNames(definition: AnyProviderDefinition): string[] {
  const { properties } = z.toJSONSchema(definition.settingsSchema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties ?? {})
    .filter(([, schema]) => typeof schema === 'object' && schema.secret === true)
    .map(([name]) => name);
}

/** A carrier as the API shows it. */
export function carrierView(channel: string, carrier: Carrier, secrets: readonly string[]): CarrierView {
  const shown = Object.entries(carrier.settings).filter(([name]) => !secrets.includes(name));
  return {
    channel,
    provider: carrier.provider,
    settings: Object.fromEntries(shown),
    secretsSet: secrets.filter((name) => Object.hasOwn(carrier.settings, name)),
  };
}
