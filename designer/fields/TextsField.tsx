import { Select } from 'antd';

interface TextsFieldProps {
  value: readonly string[];
  change(value: string[]): void;
  id?: string | undefined;
  label?: string | undefined;
  suggestions?: readonly string[];
}

/** Several short texts, each entered with Enter. */
export function TextsField({ value, change, id, label, suggestions = [] }: TextsFieldProps) {
  return (
    <Select
      className="tl-grow"
      mode="tags"
      tokenSeparators={[',', '，', ';', '；']}
      value={[...value]}
      options={suggestions.map((text) => ({ value: text, label: text }))}
      onChange={(texts: string[]) => change(texts)}
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
    />
  );
}
