import type { ReactNode } from 'react';

interface TeachProps {
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}

/** What an empty page says: what belongs here, and the very first thing to do. */
export function Teach({ title, children, actions }: TeachProps) {
  return (
    <section className="tl-card tl-teach">
      <h2>{title}</h2>
      {children}
      {actions && <div className="tl-teach-actions">{actions}</div>}
    </section>
  );
}
