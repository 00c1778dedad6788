import type { Position } from '../../shared/journey/journey.ts';

export interface Box extends Position {
  width: number;
  height: number;
}

/** Along one axis: not at all when it is in sight, else as little as will do; its beginning when it is too large. */
function shift(start: number, length: number, roomStart: number, roomLength: number): number {
  const past = start + length - (roomStart + roomLength);
  const short = roomStart - start;
  if (short >= 0 || length > roomLength) return short;
  return past > 0 ? -past : 0;
}

/** How far a drawing must move for a card to be in sight. */
export function shiftIntoView(card: Box, room: Box): Position {
  return {
    x: shift(card.x, card.width, room.x, room.width),
    y: shift(card.y, card.height, room.y, room.height),
  };
}
