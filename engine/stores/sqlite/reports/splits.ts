/** The customers of splits: one pass over the exposures each, in the order they are clustered in. */
import type { JsonObject } from '../../../../shared/json.ts';
import type { OutboxStatus } from '../../../core/records.ts';
import type { SplitQuery, SplitReads } from '../../splitReads.ts';
import { ExposureTally } from '../../tallies/exposureTally.ts';
import { FUNNEL_EVENTS, MessageTally } from '../../tallies/messageTally.ts';
import { namesAsked, OutcomeTally } from '../../tallies/outcomeTally.ts';
import { OverlapTally } from '../../tallies/overlapTally.ts';
import type { Orm } from '../openFile.ts';
import { propertiesOf } from '../rows/eventRow.ts';
import { eachRow } from './eachRow.ts';

/** Later than every instant: an exposure that did not happen sorts behind all that did. */
const NEVER_MS = 2 ** 42;

/**
 * One row per customer, the columns of their first exposure; `arm` is the place among the query's arms.
 * A bare column beside one min() is of the row with the minimum. All arms are one when the squares of their
 * numbers add up to as much as those of equal ones would.
 */
function unitsOf(query: SplitQuery): { sql: string; parameters: unknown[] } {
  const numbers = query.arms.map((_, index) => `WHEN ? THEN ${index + 1}`).join(' ');
  const arm = query.arms.length === 0 ? '0' : `CASE arm ${numbers} ELSE 0 END`;
  const given = `SELECT profile_id, seq, ordinal, exposed_at_ms, ${arm} AS arm, version, epoch, key, snapshot,
      ineligible IS NULL AS eligible
    FROM exposure
    WHERE journey_id = ? AND node = ? AND salt = ? AND coalesce(recorded_at_ms, exposed_at_ms) <= ?`;
  const sql = `SELECT profile_id, seq, ordinal, version, epoch, key, snapshot, arm, exposed_at_ms, eligible,
      min(exposed_at_ms + (1 - eligible) * ${NEVER_MS}) AS first_ms,
      sum(eligible) * sum(eligible * arm * arm) <> sum(eligible * arm) * sum(eligible * arm) AS contaminated
    FROM (${given}) GROUP BY profile_id`;
  return { sql, parameters: [...query.arms, query.journeyId, query.node, query.salt, query.asOfMs] };
}

function snapshotOf(text: string | null): JsonObject | null {
  // JSON that exposureValues wrote
  return text === null ? null : (JSON.parse(text) as JsonObject);
}

function exposureCounts({ $client: db }: Orm): SplitReads['exposureCounts'] {
  return async (query) => {
    const tally = new ExposureTally(query);
    const units = unitsOf(query);
    const hasSnapshots = query.segments.length > 0 || query.covariate !== null;
    type Row = [number, number, number, number, 0 | 1, 0 | 1, (string | null)?];
    eachRow<Row>(
      db,
      `SELECT each_row(arm, version, epoch, exposed_at_ms, eligible, contaminated ${hasSnapshots ? ', snapshot' : ''})
        FROM (${units.sql})`,
      units.parameters,
      ([arm, version, epoch, exposedAtMs, eligible, contaminated, snapshot = null]) => {
        const unit = { arm, version, epoch, exposedAtMs, snapshot: snapshotOf(snapshot) };
        if (eligible === 0) tally.addIneligible(unit);
        else if (contaminated === 1) tally.addContaminated(unit);
        else tally.add(unit);
      },
    );
    return tally.counts();
  };
}

/** Of those who count. */
const COUNTED = 'u.eligible AND NOT u.contaminated';

function goalOutcomes({ $client: db }: Orm): SplitReads['goalOutcomes'] {
  return async (query) => {
    const tally = new OutcomeTally(query);
    const names = namesAsked(query);
    if (names.all.length === 0) return tally.outcomes();
    const units = unitsOf(query);
    const number = names.all.map((_, index) => `WHEN ? THEN ${index}`).join(' ');
    type Row = [
      number,
      number,
      number,
      number,
      number,
      string | null,
      number,
      string | null,
      number,
      number,
      string | null,
    ];
    let last = 0;
    eachRow<Row>(
      db,
      `SELECT each_row(u.seq, u.arm, u.version, u.epoch, u.exposed_at_ms, u.key, u.ordinal, u.snapshot,
          CASE e.name ${number} END, e.occurred_at_ms, e.properties)
        FROM (${units.sql}) AS u
        CROSS JOIN event AS e ON e.profile_id = u.profile_id AND e.name IN (${names.all.map(() => '?').join(', ')})
        WHERE ${COUNTED} AND e.accepted_at_ms <= ?`,
      [...names.all, ...units.parameters, ...names.all, query.asOfMs],
      ([seq, arm, version, epoch, exposedAtMs, key, ordinal, snapshot, name, occurredAtMs, properties]) => {
        if (seq !== last) {
          last = seq;
          const isImported = ordinal === 0;
          tally.begin({ arm, version, epoch, exposedAtMs, key, isImported, snapshot: snapshotOf(snapshot) });
        }
        const named = names.all[name] ?? '';
        tally.take({
          name: named,
          occurredAtMs,
          properties: names.withProperties.has(named) ? propertiesOf(properties) : {},
        });
      },
    );
    return tally.outcomes();
  };
}

/** Calls that are no messages have their effect's type for a lane. */
const NO_MESSAGE = 'callWebhook';

function messagesByArm({ $client: db }: Orm): SplitReads['messagesByArm'] {
  return async (query) => {
    const tally = new MessageTally(query);
    const units = unitsOf(query);
    let last = 0;
    const begin = (seq: number, arm: number) => {
      if (seq === last) return;
      last = seq;
      tally.begin(arm);
    };
    // NOT INDEXED: by the key, whose range of a customer lies in the order of the exposures
    eachRow<[number, number, OutboxStatus, string | null, number | null]>(
      db,
      `SELECT each_row(u.seq, u.arm, o.status, o.reason, o.decided_at_ms) FROM (${units.sql}) AS u
        CROSS JOIN outbox AS o NOT INDEXED
          ON o.profile_id = u.profile_id AND o.journey_id = ? AND o.ordinal = u.ordinal
        WHERE ${COUNTED} AND o.lane <> '${NO_MESSAGE}' AND o.planned_at_ms BETWEEN u.exposed_at_ms AND ?`,
      [...units.parameters, query.journeyId, query.asOfMs],
      ([seq, arm, status, reason, decidedAtMs]) => {
        begin(seq, arm);
        tally.takeSent({ status, reason, decidedAtMs });
      },
    );
    last = 0;
    eachRow<[number, number, number]>(
      db,
      `SELECT each_row(u.seq, u.arm, CASE e.name WHEN ? THEN 0 WHEN ? THEN 1 ELSE 2 END) FROM (${units.sql}) AS u
        CROSS JOIN event AS e ON e.profile_id = u.profile_id AND e.name IN (?, ?, ?)
        WHERE ${COUNTED} AND e.occurred_at_ms >= u.exposed_at_ms AND e.accepted_at_ms <= ?
          AND e.properties ->> '$.journey' = ?
          AND instr(e.properties ->> '$.key', ? || '/' || u.profile_id || '/' || u.ordinal || '/') = 1`,
      [
        ...FUNNEL_EVENTS.slice(0, 2),
        ...units.parameters,
        ...FUNNEL_EVENTS,
        query.asOfMs,
        query.journeyId,
        query.journeyId,
      ],
      ([seq, arm, name]) => {
        begin(seq, arm);
        tally.takeReceipt(FUNNEL_EVENTS[name] ?? 'message_opened');
      },
    );
    return tally.messages();
  };
}

function overlaps({ $client: db }: Orm): SplitReads['overlaps'] {
  return async (query) => {
    const tally = new OverlapTally(query);
    const { journeyId, node, asOfMs } = query;
    const units = unitsOf(query);
    const isOther =
      node === '' ? 'o.journey_id <> ?' : `(o.journey_id <> ? OR (o.node <> ? AND o.node <> ''))`;
    eachRow<[number, number, string, string, string]>(
      db,
      `SELECT each_row(arm, epoch, journey_id, node, other_arm) FROM (
        SELECT DISTINCT u.seq, u.arm, u.epoch, o.journey_id, o.node, o.arm AS other_arm FROM (${units.sql}) AS u
          CROSS JOIN exposure AS o ON o.profile_id = u.profile_id
          WHERE ${COUNTED} AND ${isOther} AND o.ineligible IS NULL
            AND coalesce(o.recorded_at_ms, o.exposed_at_ms) <= ?)`,
      [...units.parameters, ...(node === '' ? [journeyId] : [journeyId, node]), asOfMs],
      ([arm, epoch, otherJourney, otherNode, otherArm]) =>
        tally.add(arm, epoch, { journeyId: otherJourney, node: otherNode, arm: otherArm }),
    );
    return tally.overlaps();
  };
}

export function splitReports(orm: Orm): SplitReads {
  return {
    exposureCounts: exposureCounts(orm),
    goalOutcomes: goalOutcomes(orm),
    messagesByArm: messagesByArm(orm),
    overlaps: overlaps(orm),
    waitingInputs: async (asOfMs) => {
      const row = orm.$client
        .prepare('SELECT count(*), min(at_ms) FROM inbox WHERE at_ms <= ?')
        .raw()
        .get(asOfMs) as [number, number | null]; // the two columns asked for
      return { count: row[0], oldestAtMs: row[1] };
    },
  };
}
