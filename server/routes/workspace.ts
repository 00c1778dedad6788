import type { Hono } from 'hono';
import { z } from 'zod';
import { endpoints } from '../../shared/api/endpoints.ts';
import type { Health, KindView, ProviderView } from '../../shared/api/workspace.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { AnyNodeDefinition } from '../../shared/nodes/registry.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { makeSalt } from '../newSalts.ts';
import type { AnyProviderDefinition } from '../outbound/provider.ts';
import { pageQuery, pageView } from '../views/pages.ts';

/** Health does not wait for an engine that is busy. */
const HEALTH_WAIT_MS = 1_000;

function jsonSchema(schema: z.ZodType): JsonObject {
  // JSON Schema is plain JSON
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as JsonObject;
}

function providerView({ name, words, channels, settingsSchema }: AnyProviderDefinition): ProviderView {
  return { name, words, channels: channels && [...channels], settingsSchema: jsonSchema(settingsSchema) };
}

function kindView(definition: AnyNodeDefinition, builtIn: boolean): KindView {
  const { kind, group, words, behaviour } = definition;
  const initial = definition.initial(makeSalt);
  const parsed = definition.schema.safeParse(initial);
  const outlets = definition.outlets(parsed.success ? parsed.data : initial);
  return {
    kind,
    group,
    shape: behaviour.shape,
    words,
    builtIn,
    initial,
    outlets: outlets.map(({ id, words: name }) => ({ id, words: name })),
    settingsSchema: jsonSchema(definition.schema),
  };
}

async function healthOf({ engine, version, startedAtMs, now }: Backend): Promise<Health> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, HEALTH_WAIT_MS, null).unref());
  const due = await Promise.race([engine.dueWork().catch(() => null), late]);
  const nowMs = now();
  return {
    ok: due !== null && due.setAside === 0,
    version,
    at: instantText(nowMs),
    upSeconds: Math.round((nowMs - startedAtMs) / 1000),
    due: due && { customers: due.customers, effects: due.effects, moreThanCounted: due.moreThanCounted },
    setAside: due === null ? null : due.setAside,
    latenessMs: due && (due.oldestDueAtMs === null ? 0 : Math.max(0, nowMs - due.oldestDueAtMs)),
  };
}

export function workspaceRoutes(app: Hono, backend: Backend): void {
  const { catalog, engine, reports, plugins, carriers } = backend;
  const kinds = plugins.registry.kinds.map((definition) =>
    kindView(definition, plugins.builtInKinds.has(definition.kind)),
  );
  const providers = [...plugins.providers.values()].map(providerView);

  bindEndpoint(app, endpoints.getSettings, async () => catalog.workspace);

  bindEndpoint(app, endpoints.putSettings, async ({ body }, { actor }) => {
    await engine.configure(body, actor);
    return catalog.workspace;
  });

  bindEndpoint(app, endpoints.listProviders, async () => ({ items: providers, carriers: carriers.list() }));

  bindEndpoint(app, endpoints.putCarrier, ({ params, body }) =>
    carriers.choose(params.channel, body.provider, body.settings),
  );

  bindEndpoint(app, endpoints.listKinds, async () => ({ items: kinds }));

  bindEndpoint(app, endpoints.getDictionary, () => reports.dictionary());

  bindEndpoint(app, endpoints.listAudit, ({ query }) =>
    pageView(reports.audit(pageQuery(query)), ({ atMs, ...line }) => ({ ...line, at: instantText(atMs) })),
  );

  bindEndpoint(app, endpoints.getHealth, () => healthOf(backend));
}
