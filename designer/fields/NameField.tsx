import { AutoComplete } from 'antd';
import type { DictionaryEntry } from '../pages/editor/editorPort.ts';
import { useDictionary } from './dictionary.ts';

interface NameFieldProps {
  value: string;
  change(value: string): void;
  id?: string | undefined;
  label?: string | undefined;
  placeholder?: string | undefined;
  autoFocus?: boolean;
  entries: readonly DictionaryEntry[];
}

function includes(typed: string, entry: DictionaryEntry): boolean {
  const wanted = typed.toLowerCase();
  return entry.name.toLowerCase().includes(wanted) || (entry.title ?? '').toLowerCase().includes(wanted);
}

/** Any name may be typed: a name the dictionary does not know yet is no mistake. */
export function NameField({
  value,
  change,
  id,
  label,
  placeholder,
  autoFocus = false,
  entries,
}: NameFieldProps) {
  const options = entries
    .filter((entry) => includes(value, entry) || entries.some(({ name }) => name === value))
    .map((entry) => ({
      value: entry.name,
      label: (
        <span className="tl-option">
          <span>{entry.name}</span>
          {entry.title && <small>{entry.title}</small>}
        </span>
      ),
    }));
  return (
    <AutoComplete
      className="tl-grow"
      value={value}
      onChange={(next: string) => change(next ?? '')}
      options={options}
      popupMatchSelectWidth={280}
      // Enter takes what was typed, not the first name that has it somewhere
      defaultActiveFirstOption={false}
      autoFocus={autoFocus}
      {...(id ? { id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      {...(placeholder ? { placeholder } : {})}
    />
  );
}

export function EventNameField(props: Omit<NameFieldProps, 'entries'>) {
  return <NameField {...props} entries={useDictionary().events} />;
}
