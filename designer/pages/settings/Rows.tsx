import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { removeAt, replaceAt } from '../../fields/draft.ts';

interface RowsProps<Item> {
  items: readonly Item[];
  /** said when there are none */
  none: string;
  /** a new row's contents */
  fresh: Item;
  onChange: (items: Item[]) => void;
  row: (item: Item, change: (item: Item) => void) => ReactNode;
}

/** A list of rules: each a row of fields, with a way to add and to remove. */
export function Rows<Item>({ items, none, fresh, onChange, row }: RowsProps<Item>) {
  const { t } = useTranslation('settings');
  return (
    <div className="tl-stack-tight">
      {items.length === 0 && <p className="tl-soft">{none}</p>}
      {items.map((item, index) => (
        // rules have no id, and keep their places
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className="tl-rule">
          <div className="tl-grow">{row(item, (changed) => onChange(replaceAt(items, index, changed)))}</div>
          <Button
            type="text"
            aria-label={t('remove')}
            icon={<DeleteOutlined aria-hidden />}
            onClick={() => onChange(removeAt(items, index))}
          />
        </div>
      ))}
      <div>
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => onChange([...items, fresh])}>
          {t('add')}
        </Button>
      </div>
    </div>
  );
}
