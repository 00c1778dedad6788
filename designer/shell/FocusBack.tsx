import { useEffect, useRef } from 'react';

/** Beside a dialog that is made when it opens: what had the focus before has it again once it is gone. */
export function FocusBack() {
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const { current } = opener;
    return () => {
      if (current instanceof HTMLElement) current.focus();
    };
  }, []);
  return null;
}
