import type { Database } from 'better-sqlite3';
import { compareText } from '../../core/compareText.ts';
import { sendKey } from '../../core/records.ts';
import type { HeldItem } from '../store.ts';
import { columnList } from './rows/columns.ts';
import { type EntryDecisionValues, entryDecisionColumns, entryDecisionOf } from './rows/entryDecisionRow.ts';

type ActValues = [
  dueAtMs: number,
  profileId: string,
  journeyId: string,
  ordinal: number,
  node: string,
  visit: number,
  lane: string,
];

/** `Store.backlog` on SQLite: two lists, each in order, of which only the oldest are merged. */
export function prepareBacklog(db: Database) {
  const entries = db
    .prepare(
      `SELECT ${columnList('t', entryDecisionColumns)} FROM entry_decision AS t INDEXED BY entry_decision_held
       WHERE journey_id = ? AND decision = 'held' ORDER BY at_ms, seq LIMIT ?`,
    )
    .raw();
  const acts = db
    .prepare(
      `SELECT due_at_ms, profile_id, journey_id, ordinal, node, visit, lane FROM outbox INDEXED BY outbox_held
       WHERE journey_id = ? AND status = 'held' ORDER BY due_at_ms, profile_id LIMIT ?`,
    )
    .raw();

  return ({ journeyId, limit }: { journeyId: string; limit: number }): HeldItem[] => {
    // columns of the two statements
    const entryRows = entries.all(journeyId, limit) as EntryDecisionValues[];
    const actRows = acts.all(journeyId, limit) as ActValues[];
    const items = [...entryRows.map(itemOfEntry), ...actRows.map(itemOfAct)];
    return items.sort((a, b) => a.atMs - b.atMs || compareText(a.profileId, b.profileId)).slice(0, limit);
  };
}

function itemOfEntry(values: EntryDecisionValues): HeldItem {
  const entry = entryDecisionOf(values);
  return { atMs: entry.atMs, profileId: entry.profileId, held: { type: 'entry', entry } };
}

function itemOfAct([atMs, profileId, journeyId, ordinal, node, visit, lane]: ActValues): HeldItem {
  const key = sendKey({ profileId, journeyId, ordinal, node, visit, lane });
  return { atMs, profileId, held: { type: 'act', key } };
}
