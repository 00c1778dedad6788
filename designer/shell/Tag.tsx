import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad' | 'note';
/** The mark's form says the same as its colour, for those who do not see the colour. */
export type TagForm = 'dot' | 'hollow' | 'bar' | 'square';

interface TagProps {
  tone?: Tone;
  form?: TagForm;
  title?: string;
  children: ReactNode;
}

/** A state in a word. */
export function Tag({ tone = 'neutral', form = 'dot', title, children }: TagProps) {
  return (
    <span className="tl-tag" data-tone={tone} data-form={form} title={title}>
      {children}
    </span>
  );
}
