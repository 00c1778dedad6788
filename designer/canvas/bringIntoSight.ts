/** In pixels of the screen: a card at the very rim looks cut. */
const MARGIN = 16;
/** the toolbar lies over the lower edge */
const MARGIN_BELOW = 68;

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}
interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

/** How far a stretch has to be moved to lie between two rims; by its beginning where it is longer than the room. */
function shift(from: number, length: number, low: number, high: number): number {
  if (from < low || length > high - low) return low - from;
  return Math.min(0, high - (from + length));
}

/**
 * The nearest viewport that shows a card whole; null when the present one does.
 *
 * @param rect  the card, in the canvas' own units
 * @param room  of the canvas on the screen, in pixels
 */
export function bringIntoSight(
  rect: Rect,
  viewport: Viewport,
  room: { width: number; height: number },
): Viewport | null {
  const { zoom } = viewport;
  const across = shift(rect.x * zoom + viewport.x, rect.width * zoom, MARGIN, room.width - MARGIN);
  const down = shift(rect.y * zoom + viewport.y, rect.height * zoom, MARGIN, room.height - MARGIN_BELOW);
  return across === 0 && down === 0 ? null : { x: viewport.x + across, y: viewport.y + down, zoom };
}
