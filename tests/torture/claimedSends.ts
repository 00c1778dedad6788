import Database from 'better-sqlite3';

/** The send key of a row of the outbox. */
export const SEND_KEY = `journey_id || '/' || profile_id || '/' || ordinal || '/' || node || '/' || visit || '/' || lane || '/1'`;

const CLAIMED = `SELECT ${SEND_KEY} FROM outbox WHERE profile_id = ? AND status IN ('claimed', 'calling')`;

/** Which sends of a customer are claimed, read from the file beside the running server. */
export function claimedSends(file: string, profileId: string): string[] {
  const db = new Database(file, { readonly: true });
  try {
    // one column of texts
    return db.prepare(CLAIMED).pluck().all(profileId) as string[];
  } finally {
    db.close();
  }
}
