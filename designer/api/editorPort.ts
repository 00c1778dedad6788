/** What the editor asks of the world, answered by the API. */
import { audienceEndpoints } from '../../shared/api/audiences.ts';
import { experimentEndpoints } from '../../shared/api/experiments.ts';
import { journeyEndpoints } from '../../shared/api/journeys.ts';
import { profileEndpoints } from '../../shared/api/profiles.ts';
import { templateEndpoints } from '../../shared/api/templates.ts';
import { workspaceEndpoints } from '../../shared/api/workspace.ts';
import type { DictionaryEntry, EditorPort } from '../pages/editor/editorPort.ts';
import { allPages } from './allPages.ts';
import { call } from './call.ts';
import { journeyPort } from './editorJourneys.ts';
import { nameOf } from './profiles.ts';

const PROFILES_OFFERED = 20;

/** JSON types as the dictionary reports them → what the fields offer. */
const entryTypes: { readonly [type: string]: DictionaryEntry['type'] } = {
  string: 'text',
  text: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  array: 'list',
};

/** An attribute seen with several types has none to rely on. */
function entryOf({ name, types }: { name: string; types: readonly string[] }): DictionaryEntry {
  const type = types.length === 1 ? entryTypes[types[0] ?? ''] : undefined;
  return type === undefined ? { name } : { name, type };
}

const dictionary = () => call(workspaceEndpoints.getDictionary, {});
const audiences = () => allPages((query) => call(audienceEndpoints.listAudiences, { query }));

type Navigation = 'openJourney' | 'openParked';

/** Everything but the ways to other pages, which are the router's. */
const apiPort: Omit<EditorPort, Navigation> = {
  ...journeyPort,
  goalHistory: (body) => call(experimentEndpoints.goalHistory, { body }),
  searchProfiles: async (search) => {
    const query = { search, limit: PROFILES_OFFERED };
    const { items } = await call(profileEndpoints.listProfiles, { query });
    return items.map((profile) => ({ id: profile.id, name: nameOf(profile) || profile.id }));
  },
  loadProfile: async (id) => {
    const {
      knownSince: _,
      timeZone,
      ...profile
    } = await call(profileEndpoints.getProfile, {
      params: { id },
    });
    return { ...profile, ...(timeZone === null ? {} : { timeZone }) };
  },
  previewTemplate: ({ content, channel, profileId }) =>
    call(templateEndpoints.previewTemplate, {
      body: { content, channel, ...(profileId === null ? {} : { profile: profileId }) },
    }),
  templates: async () => {
    const found = await allPages((query) => call(templateEndpoints.listTemplates, { query }));
    return found.map(({ id, name, content }) => ({ id, name, template: content }));
  },
  audiences: async () => (await audiences()).map(({ id, name, definition }) => ({ id, name, definition })),
  journeys: async () => {
    const found = await allPages((query) => call(journeyEndpoints.listJourneys, { query }));
    return found.map(({ id, name }) => ({ id, name }));
  },
  layers: () => allPages((query) => call(experimentEndpoints.listLayers, { query })),
  eventNames: async () => (await dictionary()).events.map(({ name }) => ({ name })),
  attributeNames: async () => (await dictionary()).attributes.map(entryOf),
  workspace: async () => {
    const [settings, all] = await Promise.all([call(workspaceEndpoints.getSettings, {}), audiences()]);
    return {
      ...settings,
      audiences: Object.fromEntries(all.map(({ id, definition }) => [id, definition])),
    };
  },
};

export function createEditorPort(navigation: Pick<EditorPort, Navigation>): EditorPort {
  return { ...apiPort, ...navigation };
}
