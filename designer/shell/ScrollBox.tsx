import type { ReactNode } from 'react';

interface ScrollBoxProps {
  label: string;
  /** px below which the contents scroll sideways */
  minWidth: number;
  children: ReactNode;
}

/** Holds what may be wider than its place; it can be scrolled by keyboard too. */
export function ScrollBox({ label, minWidth, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll
    <section className="tl-scroll-box" aria-label={label} tabIndex={0}>
      <div style={{ minWidth }}>{children}</div>
    </section>
  );
}
