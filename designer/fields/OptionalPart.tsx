import { Switch } from 'antd';
import { type ReactNode, useId } from 'react';

interface OptionalPartProps {
  label: string;
  hint?: string;
  isOn: boolean;
  turn(on: boolean): void;
  children: ReactNode;
}

/** A part of the settings that is not there until somebody wants it. */
export function OptionalPart({ label, hint, isOn, turn, children }: OptionalPartProps) {
  const id = useId();
  return (
    <div className="tl-field">
      <div className="tl-row tl-optional">
        <Switch size="small" id={id} checked={isOn} onChange={turn} aria-label={label} />
        <label htmlFor={id}>{label}</label>
      </div>
      {hint && <p className="tl-field-hint">{hint}</p>}
      {isOn && children}
    </div>
  );
}
