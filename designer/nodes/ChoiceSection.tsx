import { Segmented } from 'antd';
import type { ReactNode } from 'react';

interface Choice<Value extends string> {
  title: string;
  /** what is chosen between, for whoever hears the page */
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  change: (value: Value) => void;
  /** what the choice means */
  hint: string;
  children: ReactNode;
}

/** A part of a panel that begins with a choice; what else it asks follows from it. */
export function ChoiceSection<Value extends string>({
  title,
  label,
  value,
  options,
  change,
  hint,
  children,
}: Choice<Value>) {
  return (
    <section className="tl-plan" aria-label={title}>
      <h3>{title}</h3>
      <Segmented block aria-label={label} value={value} options={options} onChange={change} />
      <p className="tl-field-hint">{hint}</p>
      {children}
    </section>
  );
}
