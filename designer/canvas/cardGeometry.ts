/**
 * Sizes of cards and places of their handles. They are computed, never measured: a canvas of a thousand
 * nodes then draws only what is visible, without mounting each card once to learn its size.
 */
import type { OutletId } from '../../shared/ids.ts';
import type { Position } from '../../shared/journey/journey.ts';
import type { Direction } from './direction.ts';

export const CARD_WIDTH = 224;
export const BODY_HEIGHT = 66;
export const OUTLET_WIDTH = 80;
export const OUTLET_HEIGHT = 22;
export const HANDLE_SIZE = 10;
/** id of the handle edges come in by */
export const INLET = 'in';

export interface CardGeometry {
  width: number;
  height: number;
  /** middle of the inlet, from the card's upper left corner */
  inlet: Position;
  outlets: readonly (Position & { id: OutletId })[];
}

function geometryDown(ids: readonly OutletId[]): CardGeometry {
  const width = Math.max(CARD_WIDTH, ids.length > 1 ? ids.length * OUTLET_WIDTH : 0);
  const height = BODY_HEIGHT + (ids.length > 1 ? OUTLET_HEIGHT : 0);
  const cell = width / Math.max(1, ids.length);
  return {
    width,
    height,
    inlet: { x: width / 2, y: 0 },
    outlets: ids.map((id, index) => ({ id, x: cell * (index + 0.5), y: height })),
  };
}

function geometryAcross(ids: readonly OutletId[]): CardGeometry {
  const rows = ids.length > 1 ? ids.length : 0;
  return {
    width: CARD_WIDTH,
    height: BODY_HEIGHT + rows * OUTLET_HEIGHT,
    inlet: { x: 0, y: BODY_HEIGHT / 2 },
    outlets: ids.map((id, index) => ({
      id,
      x: CARD_WIDTH,
      y: rows === 0 ? BODY_HEIGHT / 2 : BODY_HEIGHT + OUTLET_HEIGHT * (index + 0.5),
    })),
  };
}

/** A single outlet needs no label and thus no row of its own. */
export function cardGeometry(outletIds: readonly OutletId[], direction: Direction): CardGeometry {
  return direction === 'TB' ? geometryDown(outletIds) : geometryAcross(outletIds);
}
