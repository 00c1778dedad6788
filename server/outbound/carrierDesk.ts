import type { CarrierView } from '../../shared/api/workspace.ts';
import type { JsonObject } from '../../shared/json.ts';
import { parseBy } from '../../shared/parse.ts';
import type { EngineCalls } from '../engineCalls.ts';
import { RequestRefusal, refuse } from '../http/requestRefusal.ts';
import type { Plugins } from '../plugins.ts';
import { type Carriers, carrierView, secretNames, writeCarriers } from './carriers.ts';

/** Where providers are chosen for channels. */
export interface CarrierDesk {
  list(): CarrierView[];
  choose(channel: string, provider: string, settings: JsonObject): Promise<CarrierView>;
}

export function createCarrierDesk(given: {
  carriers: Carriers;
  plugins: Plugins;
  dataFolder: string;
  engine: Pick<EngineCalls, 'setCarrier'>;
}): CarrierDesk {
  const { plugins, dataFolder, engine } = given;
  let carriers = given.carriers;

  function view(channel: string): CarrierView | null {
    const carrier = carriers[channel];
    const definition = carrier ? plugins.providers.get(carrier.provider) : undefined;
    return carrier && definition ? carrierView(channel, carrier, secretNames(definition)) : null;
  }

  return {
    list: () => Object.keys(carriers).flatMap((channel) => view(channel) ?? []),
    async choose(channel, provider, settings) {
      const definition = plugins.providers.get(provider);
      if (!definition) {
        const values = [...plugins.providers.keys()].join(', ');
        throw refuse(422, 'not-one-of', { field: 'provider', params: { name: 'provider', values } });
      }
      const before = carriers[channel];
      const kept = before?.provider === provider ? before.settings : {};
      const secrets = secretNames(definition).filter((name) => Object.hasOwn(kept, name));
      const whole = { ...Object.fromEntries(secrets.map((name) => [name, kept[name] ?? null])), ...settings };
      const parsed = parseBy(definition.settingsSchema, whole, { field: 'settings', pointer: '/settings' });
      if (!parsed.ok) throw new RequestRefusal(422, parsed.problems);
      carriers = { ...carriers, [channel]: { provider, settings: whole } };
      await writeCarriers(dataFolder, carriers);
      await engine.setCarrier(channel, provider, whole);
      return carrierView(channel, { provider, settings: whole }, secretNames(definition));
    },
  };
}
