/** The next version of a journey, the same but for the shares of one split, or whom it is for. */
import { type Done, refused } from '../../../shared/done.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { NodeRegistry } from '../../../shared/nodes/registry.ts';
import { parseBy } from '../../../shared/parse.ts';
import type { JourneyVersion } from '../../core/version.ts';
import type { JourneyRecord } from '../../stores/journeyRecord.ts';
import { lifeAfter } from '../journeyLife.ts';
import { ownedSlots } from '../layers.ts';
import { nextVersion } from '../publish.ts';
import type { Roster } from '../roster.ts';
import { transitionRefused } from '../transitionRefused.ts';
import { type Drawing, withoutOutlets } from './withoutOutlets.ts';

export interface VersionMade {
  journey: JourneyRecord;
  version: JourneyVersion;
}

export interface SharesAsked {
  journeyId: string;
  node: string;
  /** percent by arm */
  shares: { readonly [arm: string]: number };
  /** the test is over: whoever comes gets what was decided, and nobody goes round it any more */
  isForEverybody: boolean;
}

/** The document with other shares at one node; null when that node assigns nobody there. A draft may have no nodes. */
function withShares<Document extends Drawing>(
  document: Document,
  { node, shares, isForEverybody }: SharesAsked,
  registry: NodeRegistry,
): Document | null {
  const drawn = document.nodes?.[node];
  const definition = drawn && registry.definitionOf(drawn);
  if (!drawn || !definition?.withShares) return null;
  const settings = parseBy<unknown>(definition.schema, drawn.settings);
  if (!settings.ok) return null;
  // a draft may have other arms by now: what was drawn of them stays
  const arms = definition.assigns?.(settings.value).arms.map(({ id }) => id) ?? [];
  if (Object.entries(shares).some(([arm, share]) => share > 0 && !arms.includes(arm))) return null;
  const shared = definition.withShares(settings.value, shares);
  const changed = (isForEverybody && definition.forEverybody?.(shared)) || shared;
  const kept = definition.outlets(changed).map(({ id }) => id);
  const lost = definition.outlets(settings.value).flatMap(({ id }) => (kept.includes(id) ? [] : id));
  const given = changed as JsonObject; // settings are JSON
  const nodes = { ...document.nodes, [node]: { ...drawn, settings: given } };
  return withoutOutlets({ ...document, nodes }, node, lost, registry);
}

export function letsNobodyIn({ life }: Pick<JourneyRecord, 'life'>): boolean {
  return life === 'closed' || life === 'stopped' || life === 'archived';
}

/**
 * Null where nobody enters any more, where the shares are as asked already, and for the journey's holdout, whose
 * members are told apart before any version is entered. An unpublished draft keeps its other changes and takes the
 * shares too, or publishing it later would undo them.
 * Errors: `transition-refused` while the journey is paused.
 */
export function versionWithShares(
  roster: Roster,
  asked: SharesAsked,
  by: { nowMs: number; actor: string },
): Done<VersionMade | null> {
  const record = roster.records.get(asked.journeyId);
  const before = roster.versionsOf(asked.journeyId).at(-1);
  const document = before && withShares(before.document, asked, roster.registry);
  if (!record || !document || letsNobodyIn(record)) return { ok: true, value: null };
  const life = lifeAfter(record.life, 'publish');
  if (life === null) return refused(transitionRefused(record));
  const version = nextVersion(document, before, {
    ...by,
    registry: roster.registry,
    templates: before.templates,
    traffic: ownedSlots(document, roster, roster.registry),
    migration: null,
    undoneMove: null,
  });
  if (version === before) return { ok: true, value: null };
  // a draft may be incomplete; what it says of this node is read as far as it goes
  const draft = record.draft && (withShares(record.draft as Drawing, asked, roster.registry) ?? record.draft);
  const journey: JourneyRecord = {
    ...record,
    life,
    currentVersion: version.version,
    draft: draft as JsonObject | null, // a document is JSON
    revision: draft ? record.revision + 1 : record.revision,
    changedAtMs: by.nowMs,
  };
  return { ok: true, value: { journey, version } };
}
