/** The providers as the engine calls them; a channel may change hands while it runs. */
import type { Provider, Providers } from '../../engine/runner/provider.ts';
import type { JsonObject } from '../../shared/json.ts';
import { type Carriers, DEFAULT_PROVIDER, WEBHOOK_CHANNEL } from '../outbound/carriers.ts';
import type { BuiltProvider } from '../outbound/provider.ts';
import type { Plugins } from '../plugins.ts';
import { StartFault } from '../startFault.ts';

export interface ChannelProviders {
  providers: Providers;
  set(channel: string, provider: string, settings: JsonObject): Promise<void>;
  close(): Promise<void>;
}

export function createChannelProviders(
  plugins: Plugins,
  carriers: Carriers,
  productVersion: string,
): ChannelProviders {
  const built = new Map<string, BuiltProvider>();
  const channels: { [channel: string]: Provider } = {};

  function build(name: string, settings: JsonObject): BuiltProvider {
    const definition = plugins.providers.get(name);
    if (!definition) throw new StartFault(`there is no provider ${name}; a plugin may be missing`);
    return definition.create(definition.settingsSchema.parse(settings), { productVersion });
  }

  function put(channel: string, provider: BuiltProvider): void {
    built.set(channel, provider);
    channels[channel] = provider;
  }

  for (const [channel, { provider, settings }] of Object.entries(carriers))
    put(channel, build(provider, settings));
  return {
    providers: {
      channels,
      otherwise: build(DEFAULT_PROVIDER, {}),
      webhooks: {
        call: async (effect, key, profileId) =>
          (await built.get(WEBHOOK_CHANNEL)?.webhooks?.call(effect, key, profileId)) ?? {
            type: 'rejected',
            detail: 'the provider of webhook calls takes none',
          },
      },
    },
    async set(channel, provider, settings) {
      const before = built.get(channel);
      put(channel, build(provider, settings));
      await before?.close?.();
    },
    async close() {
      await Promise.all([...built.values()].map((provider) => provider.close?.()));
    },
  };
}
