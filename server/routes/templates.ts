import type { Hono } from 'hono';
import { compareText } from '../../engine/core/compareText.ts';
import { templateFault } from '../../engine/core/template.ts';
import type { TemplateRecord } from '../../engine/stores/catalog.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { problemView } from '../../shared/api/problemDetails.ts';
import type { TemplateView } from '../../shared/api/templates.ts';
import { type Problem, problem } from '../../shared/problem.ts';
import type { Template } from '../../shared/template.ts';
import { instantText } from '../../shared/time.ts';
import type { Backend } from '../backend.ts';
import { bindEndpoint } from '../http/bindEndpoint.ts';
import { found, refuseTaken } from '../http/requestRefusal.ts';
import { slicePage } from '../views/pages.ts';
import { refuseIfUsed } from './refuseIfUsed.ts';

function templateView({ id, name, content, changedAtMs }: TemplateRecord): TemplateView {
  return { id, name, content, changedAt: instantText(changedAtMs) };
}

/** Texts that cannot be read. They are saved all the same: work in progress is not lost, publishing asks again. */
function contentProblems(id: string, content: Template): Problem[] {
  return Object.entries(content).flatMap(([channel, variants]) =>
    Object.entries(variants).flatMap(([locale, variant]) => {
      const texts = typeof variant === 'string' ? [variant] : [variant.subject, variant.body];
      return texts.flatMap((text) => {
        const detail = templateFault(text);
        const place = {
          field: `content.${channel}.${locale}`,
          params: { template: id, detail: detail ?? '' },
        };
        return detail === null ? [] : [problem('template-fault', place)];
      });
    }),
  );
}

export function templateRoutes(app: Hono, backend: Backend): void {
  const { catalog, engine, reports } = backend;

  bindEndpoint(app, endpoints.listTemplates, async ({ query }) => {
    const wanted = (query.search ?? '').toLowerCase();
    const all = [...catalog.templates.values()]
      .filter(({ id, name }) => `${id}\n${name}`.toLowerCase().includes(wanted))
      .filter(({ content }) => query.channel === undefined || Object.hasOwn(content, query.channel))
      .sort((a, b) => a.name.localeCompare(b.name) || compareText(a.id, b.id));
    const { items, nextCursor } = slicePage(all, query);
    return { items: items.map(templateView), nextCursor };
  });

  bindEndpoint(app, endpoints.getTemplate, async ({ params }) =>
    templateView(found(catalog.templates.get(params.id), 'template')),
  );

  bindEndpoint(app, endpoints.putTemplate, async ({ params, query, body }, { locale }) => {
    refuseTaken(query.ifExists, catalog.templates.has(params.id), 'template');
    await engine.saveTemplate(params.id, body.name, body.content);
    const problems = contentProblems(params.id, body.content).map((one) => problemView(one, locale));
    return { template: templateView(found(catalog.templates.get(params.id), 'template')), problems };
  });

  bindEndpoint(app, endpoints.deleteTemplate, async ({ params }) => {
    found(catalog.templates.get(params.id), 'template');
    refuseIfUsed('template', params.id, backend);
    await engine.deleteTemplate(params.id);
    return null;
  });

  bindEndpoint(app, endpoints.previewTemplate, async ({ body }, { locale }) => {
    const { content, channel, event = {} } = body;
    const profile =
      body.profile === undefined ? null : found(await reports.profile(body.profile), 'profile', 'profile');
    const zone = catalog.workspace.timeZone;
    const { rendered, problems, missing } = await backend.deepReads.render({
      content,
      channel,
      profile,
      event,
      zone,
    });
    return {
      subject: rendered?.subject ?? null,
      body: rendered?.body ?? null,
      problems: problems.map((one) => problemView(one, locale)),
      missing,
    };
  });
}
