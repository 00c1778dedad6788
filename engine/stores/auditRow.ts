import type { JsonObject } from '../../shared/json.ts';

/** One line of who did what; append-only. */
export interface AuditRow {
  atMs: number;
  actor: string;
  deed: string;
  subject: string;
  detail: JsonObject;
}
