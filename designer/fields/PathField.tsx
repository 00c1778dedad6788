import { useDictionary } from './dictionary.ts';
import { NameField } from './NameField.tsx';

interface PathFieldProps {
  value: string;
  change(value: string): void;
  id?: string | undefined;
  label?: string | undefined;
}

const ELSEWHERE = [{ name: 'event.' }, { name: 'vars.' }, { name: 'key' }, { name: 'tags' }];

/** A dotted path: an attribute, or `event.…`, `vars.…`, `key`. */
export function PathField(props: PathFieldProps) {
  const { attributes } = useDictionary();
  return <NameField {...props} entries={[...attributes, ...ELSEWHERE]} />;
}
