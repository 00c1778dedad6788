import { sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { type Alias, nameNow } from '../../alias.ts';
import type { EnrollmentName } from '../../namesOf.ts';

/** What something is called now; names given out before a merge stay good. */
export function currentName<Name extends EnrollmentName>(orm: BetterSQLite3Database, name: Name): Name {
  const [row] = orm.values<[into: string, ordinals: string]>(
    sql`SELECT into_id, ordinals FROM merged WHERE id = ${name.profileId}`,
  );
  if (!row) return name;
  const [into, ordinals] = row;
  // JSON that a merge wrote
  return nameNow(name, { into, ordinals: JSON.parse(ordinals) as Alias['ordinals'] });
}
