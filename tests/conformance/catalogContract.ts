import { expect } from 'vitest';
import type { JourneyVersion } from '../../engine/core/version.ts';
import type { AuditRow } from '../../engine/stores/auditRow.ts';
import type { JourneyRecord } from '../../engine/stores/journeyRecord.ts';
import { journeySchema } from '../../shared/journey/journey.ts';
import { workspaceSchema } from '../../shared/workspace.ts';
import { NOW } from './rows.ts';
import type { Contract } from './session.ts';

const record: JourneyRecord = {
  id: 'welcome',
  name: '新卡激活',
  life: 'draft',
  currentVersion: null,
  undoneMove: null,
  draft: { nodes: {} },
  revision: 1,
  createdAtMs: NOW,
  changedAtMs: NOW,
};
const audit: AuditRow = {
  atMs: NOW,
  actor: 'ada',
  deed: 'publish',
  subject: 'welcome',
  detail: { version: 1 },
};
const version: JourneyVersion = {
  journeyId: 'welcome',
  version: 1,
  hash: 'h1',
  document: journeySchema.parse({ format: 1, id: 'welcome', name: '新卡激活', nodes: {} }),
  templates: { hello: { sms: { en: 'Hi "you"' } } },
  migration: null,
  allocations: { ab: { epoch: 1, slots: [{ arm: 'A', from: 0, to: 10_000 }] } },
  publishedAtMs: NOW,
  actor: 'ada',
};

/** Promises of `Catalog`. */
export const catalogContract: Contract = {
  'a new workspace has the defaults of the language and nothing else': async (session) => {
    const { audiences: _none, ...workspace } = workspaceSchema.parse({});
    expect(await session.catalog.load()).toEqual({
      workspace,
      journeys: [],
      versions: [],
      templates: [],
      audiences: [],
    });
  },

  'a journey is replaced, its versions stay': async (session) => {
    const { catalog } = session;
    await catalog.saveJourney(record, null, null);
    const live: JourneyRecord = { ...record, life: 'live', currentVersion: 1, draft: null, revision: 2 };
    await catalog.saveJourney(live, version, audit);
    await catalog.saveJourney({ ...live, currentVersion: 2 }, { ...version, version: 2 }, audit);
    const { journeys, versions } = await catalog.load();
    expect(journeys).toEqual([{ ...live, currentVersion: 2 }]);
    expect(versions).toEqual([version, { ...version, version: 2 }]);
  },

  'a version is immutable: writing its number again writes nothing': async (session) => {
    const { catalog, reports } = session;
    await catalog.saveJourney(record, version, null);
    const other = { ...version, hash: 'h2' };
    await expect(catalog.saveJourney({ ...record, name: 'renamed' }, other, audit)).rejects.toThrow();
    const { journeys, versions } = await catalog.load();
    expect([journeys, versions]).toEqual([[record], [version]]);
    expect((await reports.audit({ limit: 10, cursor: null })).items).toEqual([]);
  },

  'templates, audiences and settings are saved, replaced and deleted': async (session) => {
    const { catalog } = session;
    const template = { id: 't1', name: 'Hello', content: { sms: { en: 'Hi' } }, changedAtMs: NOW };
    const audience = { id: 'vip', name: 'VIP', definition: { members: ['c1', 'c2'] }, changedAtMs: NOW };
    const { audiences: _none, ...workspace } = workspaceSchema.parse({ timeZone: 'Asia/Shanghai' });
    await catalog.saveTemplate(template);
    await catalog.saveTemplate({ ...template, name: 'Hello again' });
    await catalog.saveTemplate({ ...template, id: 't0' });
    await catalog.saveAudience(audience);
    await catalog.saveWorkspace(workspace, audit);
    expect(await catalog.load()).toMatchObject({
      workspace: { timeZone: 'Asia/Shanghai' },
      templates: [{ id: 't0' }, { id: 't1', name: 'Hello again' }],
      audiences: [audience],
    });
    await catalog.deleteTemplate('t1');
    await catalog.deleteAudience('vip');
    expect(await catalog.load()).toMatchObject({ templates: [{ id: 't0' }], audiences: [] });
  },

  'the audit lists the newest first, page by page': async (session) => {
    const { catalog, reports } = session;
    for (const deed of ['a', 'b', 'c']) await catalog.saveJourney(record, null, { ...audit, deed });
    const first = await reports.audit({ limit: 2, cursor: null });
    expect(first.items.map(({ deed }) => deed)).toEqual(['c', 'b']);
    const second = await reports.audit({ limit: 2, cursor: first.next });
    expect(second).toEqual({ items: [{ ...audit, deed: 'a' }], next: null });
  },
};
