// Goal: a card that a panel would hide is brought into sight by the shortest way, and one in sight is left alone.
// Method: places of a card against a canvas of 600 by 500 pixels, by table.
import { expect, test } from 'vitest';
import { bringIntoSight } from '../../../designer/canvas/bringIntoSight.ts';

const room = { width: 600, height: 500 };
const at = (x: number, y: number) => ({ x, y, width: 200, height: 80 });
const still = { x: 0, y: 0, zoom: 1 };

test.each([
  { says: 'in sight', rect: at(100, 100), viewport: still, to: null },
  { says: 'beyond the right rim', rect: at(500, 100), viewport: still, to: { x: -116, y: 0, zoom: 1 } },
  { says: 'partly beyond it', rect: at(390, 100), viewport: still, to: { x: -6, y: 0, zoom: 1 } },
  { says: 'left of the left rim', rect: at(-50, 100), viewport: still, to: { x: 66, y: 0, zoom: 1 } },
  { says: 'under the toolbar', rect: at(100, 400), viewport: still, to: { x: 0, y: -48, zoom: 1 } },
  { says: 'above', rect: at(100, -10), viewport: still, to: { x: 0, y: 26, zoom: 1 } },
  { says: 'zoomed out, in sight', rect: at(900, 100), viewport: { x: 0, y: 0, zoom: 0.5 }, to: null },
  {
    says: 'wider than the room: by its beginning',
    rect: at(100, 100),
    viewport: { x: 0, y: 0, zoom: 4 },
    to: { x: -384, y: -288, zoom: 4 },
  },
])('a card $says', ({ rect, viewport, to }) => {
  expect(bringIntoSight(rect, viewport, room)).toEqual(to);
});
