import { type RefObject, useEffect, useRef } from 'react';

interface FocusBackProps {
  /** where what had the focus is gone by then, as the entry of a menu */
  opener?: RefObject<HTMLElement | null>;
}

/** Beside a dialog that is made when it opens: what had the focus before has it again once it is gone. */
export function FocusBack({ opener }: FocusBackProps) {
  const focused = useRef(document.activeElement);
  useEffect(
    () => () => {
      const target = opener ? opener.current : focused.current;
      if (target instanceof HTMLElement) target.focus();
    },
    [opener],
  );
  return null;
}
