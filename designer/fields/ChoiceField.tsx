import { Segmented } from 'antd';
import { Field } from './Field.tsx';

interface ChoiceFieldProps<Value extends string> {
  label: string;
  name: string;
  hint?: string | undefined;
  /** a draft may hold one that is no option */
  value: Value;
  /** each with its words, all of them in sight */
  options: readonly { value: NoInfer<Value>; label: string }[];
  change(value: Value): void;
  /** where the words are long */
  isVertical?: boolean;
}

/** One of a few. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, name, hint, value, options, change, isVertical = false } = props;
  return (
    <Field label={label} name={name} hint={hint} isGroup>
      <Segmented<Value> block vertical={isVertical} value={value} options={[...options]} onChange={change} />
    </Field>
  );
}
