import { audiencesIn } from '../../engine/core/check/references.ts';
import type { Backend } from '../backend.ts';
import { documentMentions } from '../documentMentions.ts';
import { refuse } from '../http/requestRefusal.ts';
import { documentOf } from '../views/journeyView.ts';

/** Users that are named in a refusal; more would not be read. */
const USERS_NAMED = 5;

/** Refuses to delete what a journey that can still run or be edited refers to, or another audience. */
export function refuseIfUsed(
  what: 'audience' | 'template',
  id: string,
  { catalog }: Pick<Backend, 'catalog'>,
): void {
  const users: string[] = [];
  for (const record of catalog.journeys.values()) {
    if (record.life === 'archived') continue;
    if (documentMentions(documentOf(record, catalog.versionsOf(record.id)), what, id)) users.push(record.id);
  }
  for (const { id: other, definition } of catalog.audiences.values()) {
    if (what === 'audience' && !('members' in definition) && audiencesIn(definition).includes(id))
      users.push(other);
  }
  if (users.length > 0) {
    throw refuse(409, 'in-use', { params: { what, users: users.slice(0, USERS_NAMED).join(', ') } });
  }
}
