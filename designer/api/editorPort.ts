/** What the editor asks of the world, answered by the API and, for checks and rehearsals, by the engine itself. */
import { audienceEndpoints } from '../../shared/api/audiences.ts';
import { journeyEndpoints } from '../../shared/api/journeys.ts';
import { profileEndpoints } from '../../shared/api/profiles.ts';
import { templateEndpoints } from '../../shared/api/templates.ts';
import { workspaceEndpoints } from '../../shared/api/workspace.ts';
import { checkJourney } from '../../engine/core/check/checkJourney.ts';
import { contentFor } from '../../engine/core/template.ts';
import { builtInRegistry } from '../../shared/nodes/kinds.ts';
import { measureSms } from '../../shared/sms.ts';
import { makeSalt } from '../commands/makeSalt.ts';
import type { DictionaryEntry, EditorPort, TemplatePreview } from '../pages/editor/EditorPort.ts';
import { allPages } from './allPages.ts';
import { call } from './call.ts';
import { createJourneyPort, problemFrom } from './editorJourneys.ts';
import { nameOf } from './profiles.ts';

const PROFILES_OFFERED = 20;
const LOCALE_FALLBACK = 'en';

/** JSON types as the dictionary reports them → what the fields offer. */
const entryTypes: { readonly [type: string]: DictionaryEntry['type'] } = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
};

function entryOf({ name, types }: { name: string; types: readonly string[] }): DictionaryEntry {
  const type = types.length === 1 ? entryTypes[types[0] ?? ''] : undefined;
  return type === undefined ? { name } : { name, type };
}

const dictionary = () => call(workspaceEndpoints.getDictionary, {});
const audiences = () => allPages((query) => call(audienceEndpoints.listAudiences, { query }));

async function previewTemplate(of: Parameters<EditorPort['previewTemplate']>[0]): Promise<TemplatePreview> {
  const { channel, profileId } = of;
  const { content } = await call(templateEndpoints.getTemplate, { params: { id: of.template } });
  const locale =
    of.locale ??
    (profileId === null
      ? LOCALE_FALLBACK
      : (await call(profileEndpoints.getProfile, { params: { id: profileId } })).locale);
  const chosen = contentFor(content, channel, locale);
  if (chosen === null) return { ok: true, subject: null, body: '' };
  const preview = await call(templateEndpoints.previewTemplate, {
    body: { content: chosen, channel, ...(profileId === null ? {} : { profile: profileId }) },
  });
  const { body, subject, problems } = preview;
  if (body === null) return { ok: false, problems: problems.map(problemFrom) };
  return { ok: true, subject, body, ...(channel === 'sms' ? { segments: measureSms(body).segments } : {}) };
}

export function createEditorPort({ openJourney }: Pick<EditorPort, 'openJourney'>): EditorPort {
  return {
    ...createJourneyPort(),
    openJourney,
    searchProfiles: async (search) => {
      const query = { search, limit: PROFILES_OFFERED };
      const { items } = await call(profileEndpoints.listProfiles, { query });
      return items.map((profile) => ({ id: profile.id, name: nameOf(profile) || profile.id }));
    },
    loadProfile: async (id) => {
      const { knownSince: _, timeZone, ...profile } = await call(profileEndpoints.getProfile, {
        params: { id },
      });
      return { ...profile, ...(timeZone === null ? {} : { timeZone }) };
    },
    previewTemplate,
    templates: async () => {
      const found = await allPages((query) => call(templateEndpoints.listTemplates, { query }));
      return found.map(({ id, name, content }) => ({ id, name, template: content }));
    },
    audiences: async () => (await audiences()).map(({ id, name }) => ({ id, name })),
    journeys: async () => {
      const found = await allPages((query) => call(journeyEndpoints.listJourneys, { query }));
      return found.map(({ id, name }) => ({ id, name }));
    },
    eventNames: async () => (await dictionary()).events.map(({ name }) => ({ name })),
    attributeNames: async () => (await dictionary()).attributes.map(entryOf),
    workspace: async () => {
      const [settings, all] = await Promise.all([call(workspaceEndpoints.getSettings, {}), audiences()]);
      return {
        ...settings,
        audiences: Object.fromEntries(all.map(({ id, definition }) => [id, definition])),
      };
    },
    check: (document, known) =>
      checkJourney(document, {
        registry: builtInRegistry,
        templates: known.templates,
        // only whether they exist is asked here; what they say is checked when they are saved
        audiences: Object.fromEntries(known.audiences.map((id) => [id, { members: [] }])),
        makeSalt,
        nowMs: Date.now(),
      }).problems,
    // the engine is the larger part of the editor: it comes when somebody rehearses
    rehearse: async (scenario) => {
      const { rehearse } = await import('../../engine/runner/rehearsal.ts');
      const { report } = await rehearse(scenario);
      const ends = report.ends.map(({ detail, ...end }) => (detail === null ? end : { ...end, detail }));
      return { ...report, ends };
    },
  };
}
