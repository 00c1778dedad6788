import { createContext, useContext } from 'react';

/** below this no word on a card can be read: cards show what kind they are, and nothing is drawn in vain */
export const FAR_ZOOM = 0.35;

export const FarContext = createContext(false);

/** Whether the journey is looked at from so far away that only its shape counts. */
export function useIsFar(): boolean {
  return useContext(FarContext);
}
