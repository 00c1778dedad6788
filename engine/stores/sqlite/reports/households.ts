/** The households of a split, read customer by customer; a path of its own, so that splits without households pay nothing. */
import type { Database } from 'better-sqlite3';
import type { JsonObject } from '../../../../shared/json.ts';
import { enrollmentId } from '../../../core/records.ts';
import type { HouseholdReads } from '../../householdReads.ts';
import type { OutcomeQuery } from '../../splitReads.ts';
import type { Member } from '../../tallies/household.ts';
import { HouseholdTally } from '../../tallies/householdTally.ts';
import { type FirstExposure, memberOf } from '../../tallies/memberOf.ts';
import { namesAsked } from '../../tallies/outcomeTally.ts';
import { FUNNEL_EVENTS, type FunnelEvent } from '../../tallies/receiptTally.ts';
import type { Sent } from '../../tallies/sendTally.ts';
import type { Orm } from '../openFile.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { lastIdOf } from './splitCustomers.ts';

/** Exposures of the split whose customers are held at a time. */
const EXPOSURES_PER_STRETCH = 2_000;
/** Calls that are no messages have their effect's type for a lane. */
const NO_MESSAGE = 'callWebhook';

/** Reads some thousand customers of a split after another, the ids between which they lie first. */
function memberReader(db: Database, query: OutcomeQuery) {
  const ofSplit = `FROM exposure WHERE profile_id > ? AND +journey_id = ? AND +node = ? AND +salt = ?
    AND source <> 'led' AND (withdrawn_at_ms IS NULL OR withdrawn_at_ms > ?) AND coalesce(recorded_at_ms, exposed_at_ms) <= ?`;
  const split = [query.journeyId, query.node, query.salt, query.asOfMs, query.asOfMs];
  const until = db
    .prepare(`SELECT profile_id ${ofSplit} ORDER BY profile_id LIMIT 1 OFFSET ${EXPOSURES_PER_STRETCH - 1}`)
    .pluck();
  const rows = db
    .prepare(
      `SELECT profile_id, ordinal, arm, version, epoch, exposed_at_ms, ineligible IS NULL, key, unit, snapshot, entry
        ${ofSplit} AND profile_id <= ? ORDER BY profile_id, seq`,
    )
    .raw();
  type Row = [
    string,
    number,
    string,
    number,
    number,
    number,
    0 | 1,
    string | null,
    string | null,
    string | null,
    FirstExposure['entry'],
  ];
  const exposureOf = (row: Row): FirstExposure => {
    const [profileId, ordinal, arm, version, epoch, exposedAtMs, eligible, key, unit, snapshot, entry] = row;
    const isEligible = eligible === 1;
    // JSON that exposureValues wrote
    const kept = snapshot === null ? null : (JSON.parse(snapshot) as JsonObject);
    return {
      profileId,
      ordinal,
      arm,
      version,
      epoch,
      exposedAtMs,
      eligible: isEligible,
      key,
      unit,
      snapshot: kept,
      entry,
    };
  };
  return (afterId: string): { members: Map<string, Member>; untilId: string } | null => {
    const untilId = (until.get(afterId, ...split) as string | undefined) ?? lastIdOf(db); // the column asked for
    const byCustomer = new Map<string, FirstExposure[]>();
    for (const row of rows.all(afterId, ...split, untilId) as Row[]) {
      const exposure = exposureOf(row);
      const known = byCustomer.get(exposure.profileId);
      if (known) known.push(exposure);
      else byCustomer.set(exposure.profileId, [exposure]);
    }
    const members = new Map([...byCustomer].map(([id, exposures]) => [id, memberOf(exposures, query)]));
    return members.size === 0 ? null : { members, untilId };
  };
}

interface Stretch {
  members: ReadonlyMap<string, Member>;
  afterId: string;
  untilId: string;
}

function sendReader(db: Database, { journeyId, asOfMs }: OutcomeQuery, tally: HouseholdTally) {
  const rows = db
    .prepare(
      `SELECT profile_id, ordinal, planned_at_ms, status, reason, decided_at_ms FROM outbox
        WHERE profile_id > ? AND profile_id <= ? AND +journey_id = ? AND +lane <> '${NO_MESSAGE}' AND +planned_at_ms <= ?
        ORDER BY profile_id, journey_id, ordinal, node, visit, lane`,
    )
    .raw();
  type Row = [string, number, number, Sent['status'], string | null, number | null];
  return ({ members, afterId, untilId }: Stretch): void => {
    for (const row of rows.all(afterId, untilId, journeyId, asOfMs) as Row[]) {
      const [profileId, ordinal, plannedAtMs, status, reason, decidedAtMs] = row;
      const member = members.get(profileId);
      if (!member || ordinal !== member.ordinal || plannedAtMs < member.exposedAtMs) continue;
      tally.takeSent(member, { status, reason, decidedAtMs });
    }
  };
}

function eventReader(db: Database, query: OutcomeQuery, tally: HouseholdTally) {
  const { all: asked, withProperties } = namesAsked(query);
  const names = [...new Set([...asked, ...FUNNEL_EVENTS])];
  const rows = db
    .prepare(
      `SELECT profile_id, name, occurred_at_ms, properties FROM event
        WHERE profile_id > ? AND profile_id <= ? AND +name IN (${names.map(() => '?').join(', ')}) AND +accepted_at_ms <= ?
        ORDER BY profile_id, name, occurred_at_ms, seq`,
    )
    .raw();
  const receipts: ReadonlySet<string> = new Set(FUNNEL_EVENTS);
  type Row = [string, string, number, string | null];
  return ({ members, afterId, untilId }: Stretch): void => {
    let current: Member | null = null;
    for (const row of rows.all(afterId, untilId, ...names, query.asOfMs) as Row[]) {
      const [profileId, name, occurredAtMs, text] = row;
      const member = members.get(profileId);
      if (!member || member.state === 'ineligible') continue;
      if (member !== current) tally.begin(member);
      current = member;
      if (asked.has(name)) {
        const properties = withProperties.has(name) ? propertiesOf(text) : {};
        tally.take({ name, occurredAtMs, properties });
      }
      if (receipts.has(name) && occurredAtMs >= member.exposedAtMs && isOurs(text, member, query))
        tally.takeReceipt(member, name as FunnelEvent); // one of their names
    }
  };
}

/**
 * Of a message that the enrollment planned in which the customer was exposed: send keys begin so in the text that
 * eventValues writes, and reading the JSON would take far longer.
 */
function isOurs(text: string | null, { profileId, ordinal }: Member, { journeyId }: OutcomeQuery): boolean {
  const key = JSON.stringify(`${enrollmentId({ journeyId, profileId, ordinal })}/`);
  return text?.includes(`"key":${key.slice(0, -1)}`) ?? false;
}

export function householdReports({ $client: db }: Orm): HouseholdReads {
  return {
    households: async (query) => {
      const tally = new HouseholdTally(query);
      const nextMembers = memberReader(db, query);
      const readers = [sendReader(db, query, tally), eventReader(db, query, tally)];
      db.transaction(() => {
        let afterId = '';
        for (let found = nextMembers(afterId); found !== null; found = nextMembers(afterId)) {
          for (const member of found.members.values()) tally.add(member);
          for (const read of readers) read({ ...found, afterId });
          afterId = found.untilId;
        }
      })();
      return tally.counts();
    },
  };
}
