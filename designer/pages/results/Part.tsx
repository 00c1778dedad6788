import type { ReactNode } from 'react';

interface PartProps {
  /** its place in the order of reading, 1 to 10 */
  number: number;
  title: string;
  /** beside the title */
  aside?: ReactNode;
  about?: ReactNode;
  children: ReactNode;
}

/** One of the ten parts of a result. */
export function Part({ number, title, aside, about, children }: PartProps) {
  return (
    <section className="tl-card tl-part" id={partId(number)} aria-labelledby={`${partId(number)}-title`}>
      <div className="tl-part-head">
        <span className="tl-part-number" aria-hidden>
          {number}
        </span>
        <h2 id={`${partId(number)}-title`} className="tl-card-title">
          {title}
        </h2>
        {aside && <div className="tl-part-aside">{aside}</div>}
        {about && <p className="tl-part-about">{about}</p>}
      </div>
      <div className="tl-part-body">{children}</div>
    </section>
  );
}

export const partId = (number: number) => `part-${number}`;
