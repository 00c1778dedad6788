import { type ReactNode, useEffect, useState } from 'react';

/** Most answers are there by then; what would have flashed up is not even made. */
const SOON_MS = 150;

/** Shows what says "wait" only to those who really have to. */
export function Late({ children }: { children: ReactNode }) {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SOON_MS);
    return () => clearTimeout(timer);
  }, []);
  return isLate ? children : null;
}
