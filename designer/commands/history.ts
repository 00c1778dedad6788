/** Undo keeps the old documents: they are immutable, so that costs only what changed. */

const UNDO_MAX = 200;
/** typing into one field within this time is one step */
const COALESCE_MS = 1500;

export interface History<Document> {
  readonly past: readonly Document[];
  readonly present: Document;
  readonly future: readonly Document[];
  /** what the last step changed, so that further typing joins it */
  readonly last: { key: string; atMs: number } | null;
}

export function startHistory<Document>(present: Document): History<Document> {
  return { past: [], present, future: [], last: null };
}

/** @param key names the field being typed into; edits without a key never join */
export function record<Document>(
  history: History<Document>,
  next: Document,
  { key, nowMs }: { key?: string | undefined; nowMs: number },
): History<Document> {
  if (next === history.present) return history;
  const joins = key !== undefined && history.last?.key === key && nowMs - history.last.atMs < COALESCE_MS;
  return {
    past: joins ? history.past : [...history.past, history.present].slice(-UNDO_MAX),
    present: next,
    future: [],
    last: key === undefined ? null : { key, atMs: nowMs },
  };
}

export function undo<Document>(history: History<Document>): History<Document> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    last: null,
  };
}

export function redo<Document>(history: History<Document>): History<Document> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.present], present: after, future, last: null };
}
