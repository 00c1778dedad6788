import type { ProblemView } from '../../../shared/api/problemDetails.ts';

/** How far the draft on the screen is safe. */
export type SaveState =
  | { status: 'saved' }
  /** changed; saved after a short rest */
  | { status: 'pending' }
  | { status: 'saving' }
  /** the server will not keep it as it is */
  | { status: 'refused'; problems: readonly ProblemView[] }
  /** somebody else saved in the meantime */
  | { status: 'conflict' }
  /** the server cannot be reached; tried again by itself */
  | { status: 'offline' };

export function isSafe(save: SaveState): boolean {
  return save.status === 'saved';
}
