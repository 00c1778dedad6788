import type { ReactNode } from 'react';

/** Lets a wide table scroll sideways, also by keyboard, when nothing inside it takes the focus. */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="tl-scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
