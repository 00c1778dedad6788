/** A program that accepts and commits without end and says what was acknowledged, until it is killed. */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../engine/stores/sqlite/index.ts';
import {
  batch,
  customerCommit,
  enrollment,
  eventInput,
  exposure,
  NOW,
  profile,
  READ_NOTHING,
  traceRow,
} from './rows.ts';

const [file = '', life = ''] = process.argv.slice(2);
const { store } = openSqliteStore(file);

/** Customers of one batch; a batch is found whole or not at all. */
const CUSTOMERS_PER_BATCH = 40;

for (let index = 0; ; index++) {
  const name = `${life}-${index}`;
  const ids = Array.from({ length: CUSTOMERS_PER_BATCH }, (_, position) => `${name}-${position}`);
  await store.accept(
    ids.map((id) => eventInput(id, `e-${id}`)),
    NOW,
  );
  // straight to the pipe: what was written before the kill is read after it
  writeSync(1, `accepted ${name}\n`);
  const customers = await store.loadCustomers(ids, READ_NOTHING);
  await store.commit(
    batch(
      customers.map(({ profileId, inputs }) =>
        customerCommit(profileId, {
          consumed: inputs.map(({ seq }) => seq),
          profile: profile(profileId, { attributes: { batch: name } }),
          enrollments: [enrollment(profileId)],
          trace: [traceRow(profileId, 0)],
          exposures: [exposure(profileId)],
        }),
      ),
      {
        counts: [
          { journeyId: 'welcome', version: 1, node: name, metric: 'entered', detail: '', count: ids.length },
        ],
      },
    ),
  );
  writeSync(1, `committed ${name}\n`);
}
