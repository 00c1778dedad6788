import type { Problem } from '../../../shared/problem.ts';

/** How far the draft on the screen is safe. */
export type SaveState =
  | { status: 'saved' }
  /** changed; saved after a short rest */
  | { status: 'pending' }
  | { status: 'saving' }
  /** the document is too incomplete to be kept, or the server refused it */
  | { status: 'refused'; problems: readonly Problem[] }
  /** somebody else saved in the meantime */
  | { status: 'conflict' }
  /** the server cannot be reached; tried again by itself */
  | { status: 'offline' };

export function isSafe(save: SaveState): boolean {
  return save.status === 'saved';
}
