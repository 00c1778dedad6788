import type { ReactNode } from 'react';

/** What belongs at a place that is still empty, and what brings it there. */
export function TeachLine({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="tl-teach-line">
      <strong>{title}</strong>
      <p className="tl-soft">{children}</p>
    </div>
  );
}
