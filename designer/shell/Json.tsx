import { useFormat } from '../format/useFormat.ts';

/** A value of an attribute or a property, as a person reads it. */
export function Json({ value }: { value: unknown }) {
  const format = useFormat();
  if (value === null) return <span className="tl-faint">null</span>;
  if (typeof value === 'string') return <>{value}</>;
  if (typeof value === 'number') return <>{format.number(value)}</>;
  if (typeof value === 'boolean') return <code>{String(value)}</code>;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return <>{value.join(', ')}</>;
  return <code>{JSON.stringify(value)}</code>;
}
