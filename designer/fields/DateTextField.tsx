import { Input } from 'antd';

interface DateTextFieldProps {
  value: string;
  /** empty when cleared */
  change(value: string): void;
  id?: string | undefined;
  label?: string | undefined;
  /** whether the time of day belongs to it */
  hasTime?: boolean;
}

/** A date as text, `2026-03-01` or `2026-03-01T09:00`: no zone is mixed in on the way. */
export function DateTextField({ value, change, id, label, hasTime = false }: DateTextFieldProps) {
  return (
    <Input
      className="tl-grow"
      type={hasTime ? 'datetime-local' : 'date'}
      value={value.slice(0, hasTime ? 16 : 10)}
      onChange={(event) => change(event.target.value)}
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
    />
  );
}
