import type { Database } from 'better-sqlite3';
import type { Checked } from './checkAll.ts';
import type { LoadRecord } from './loadRecord.ts';

/** Ids that occur more than once. */
function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

function checkScores(db: Database, record: LoadRecord): string[] {
  const read = db.prepare(`SELECT json_extract(attributes, '$.score') FROM profile WHERE id = ?`).pluck();
  return [...record.scores].flatMap(([id, { sent, acknowledged }]) => {
    const score = Number(read.get(id) ?? 0);
    const isRight = score >= acknowledged && score <= sent;
    return isRight ? [] : [`customer ${id}: score is ${score}, acknowledged ${acknowledged}, sent ${sent}`];
  });
}

function checkConsents(db: Database, record: LoadRecord): string[] {
  const read = db.prepare('SELECT consent FROM profile WHERE id = ?').pluck();
  return [...record.optOuts.keys()].flatMap((id) => {
    const consent = String(read.get(id));
    return consent.includes('true') ? [`customer ${id} opted out, and the file says ${consent}`] : [];
  });
}

/** Acknowledged events are in the history once, each began one passage, and nothing unsent is there. */
export function checkHistory(db: Database, record: LoadRecord): Checked {
  // one column of texts each
  const history = db.prepare('SELECT id FROM event').pluck().all() as string[];
  const entered = db.prepare(`SELECT json_extract(entry, '$[0]') FROM enrollment`).pluck().all() as string[];
  const inHistory = new Set(history);
  const inEntries = new Set(entered);
  const lost = [...record.acknowledged].filter((id) => !inHistory.has(id));
  const violations = [
    ...lost.map((id) => `event ${id} was acknowledged and is not in the history`),
    ...history.filter((id) => !record.sent.has(id)).map((id) => `event ${id} was never sent`),
    ...repeated(history).map((id) => `event ${id} is in the history more than once`),
    ...record.acceptedTwice.map((id) => `event ${id} was accepted as new twice`),
    ...history.filter((id) => !inEntries.has(id)).map((id) => `event ${id} began no enrollment`),
    ...repeated(entered).map((id) => `event ${id} began more than one enrollment`),
    ...entered
      .filter((id) => !inHistory.has(id))
      .map((id) => `an enrollment began with ${id}, not in the history`),
    ...checkScores(db, record),
    ...checkConsents(db, record),
  ];
  return {
    violations,
    figures: { acknowledged: record.acknowledged.size, inHistory: history.length, lost: lost.length },
  };
}
