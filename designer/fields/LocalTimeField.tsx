import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { readLocalTime } from './localTime.ts';

interface LocalTimeFieldProps {
  value: string;
  /** empty when cleared */
  change(value: string): void;
  id?: string | undefined;
  label?: string | undefined;
  /** whether 24:00 is a time here */
  until?: boolean;
}

/** Typed rather than picked: `9`, `930` and `9:30` all become `09:30` when the field is left. */
export function LocalTimeField({ value, change, id, label, until = false }: LocalTimeFieldProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const settle = () => {
    const read = typed === '' ? '' : readLocalTime(typed, { until });
    if (read === null) setTyped(value);
    else change(read);
  };
  return (
    <Input
      className="tl-time"
      placeholder="HH:mm"
      inputMode="numeric"
      maxLength={5}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={settle}
      onPressEnter={settle}
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
    />
  );
}
