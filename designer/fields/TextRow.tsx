import { Input } from 'antd';
import { useId } from 'react';

interface TextRowProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  maxLength?: number;
  hint?: string | undefined;
  isWrong?: boolean;
}

/** A line of text under its label, in forms outside the canvas. */
export function TextRow({ label, value, onChange, maxLength = 200, hint, isWrong = false }: TextRowProps) {
  const id = useId();
  return (
    <div>
      <label className="tl-label" htmlFor={id}>
        {label}
      </label>
      <Input
        id={id}
        maxLength={maxLength}
        autoComplete="off"
        value={value}
        aria-invalid={isWrong}
        {...(isWrong ? { status: 'error' as const } : {})}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && <p className={isWrong ? 'tl-hint tl-is-error' : 'tl-hint'}>{hint}</p>}
    </div>
  );
}
