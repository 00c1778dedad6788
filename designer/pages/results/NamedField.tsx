import { Input } from 'antd';
import { useId } from 'react';

const NAME_LENGTH_MAX = 200;

interface NamedFieldProps {
  label: string;
  hint?: string;
  value: string;
  onChange(value: string): void;
}

/** The name of a person, as they give it. */
export function NamedField({ label, hint, value, onChange }: NamedFieldProps) {
  const id = useId();
  return (
    <div>
      <label className="tl-label" htmlFor={id}>
        {label}
      </label>
      <Input
        id={id}
        maxLength={NAME_LENGTH_MAX}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint !== undefined && <p className="tl-hint">{hint}</p>}
    </div>
  );
}
