// Goal: the times of a rehearsal can always name their zone, and it is the one the engine went by.
// Method: zones of customer, journey and workspace by table.
import { expect, test } from 'vitest';
import { customerZone } from '../../../../designer/pages/editor/customerZone.ts';
import { workspaceSchema } from '../../../../shared/workspace.ts';

test.each([
  { says: 'the customer’s own', own: 'Asia/Tokyo', journey: 'Europe/Berlin', zone: 'Asia/Tokyo' },
  { says: 'the journey’s', journey: 'Europe/Berlin', zone: 'Europe/Berlin' },
  { says: 'the workspace’s where nobody named one', zone: 'Asia/Shanghai' },
  { says: 'the workspace’s where a name is nobody’s', own: 'Mars/Olympus', zone: 'Asia/Shanghai' },
])('$says', ({ own, journey, zone }) => {
  const workspace = workspaceSchema.parse({ timeZone: 'Asia/Shanghai' });
  const journeys = { j: { format: 1, id: 'j', ...(journey && { timeZone: journey }) } };
  expect(customerZone({ journeys, workspace }, own ? { timeZone: own } : {})).toBe(zone);
});
