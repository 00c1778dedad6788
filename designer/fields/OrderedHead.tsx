import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import type { JsonObject } from '../../shared/json.ts';
import { useEditorWords } from '../text/useEditorWords.ts';
import { orNone, removeAt, replaceAt, shiftAt, textAt, withFields } from './draft.ts';

interface OrderedHeadProps {
  /** what has an order, and which of it this is the head of */
  items: readonly JsonObject[];
  index: number;
  /** what the name is called */
  label: string;
  put: (next: JsonObject[], key?: string) => void;
}

/** Id and name of one of several in an order that counts, with what moves and removes it; the last one stays. */
export function OrderedHead({ items, index, label, put }: OrderedHeadProps) {
  const { t } = useEditorWords();
  const item = items[index] ?? {};
  const id = textAt(item, 'id');
  const rename = (name: string) =>
    put(replaceAt(items, index, withFields(item, { name: orNone(name) })), `name:${id}`);
  return (
    <div className="tl-row">
      <code className="tl-outlet-id">{id}</code>
      <Input
        className="tl-grow"
        aria-label={label}
        placeholder={id}
        maxLength={100}
        value={textAt(item, 'name')}
        onChange={(event) => rename(event.target.value)}
      />
      <Button
        type="text"
        size="small"
        icon={<ArrowUpOutlined aria-hidden />}
        aria-label={t('field.moveUp', { name: id })}
        disabled={index === 0}
        onClick={() => put(shiftAt(items, index, -1))}
      />
      <Button
        type="text"
        size="small"
        icon={<ArrowDownOutlined aria-hidden />}
        aria-label={t('field.moveDown', { name: id })}
        disabled={index === items.length - 1}
        onClick={() => put(shiftAt(items, index, 1))}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t('field.remove', { name: id })}
        disabled={items.length <= 1}
        onClick={() => put(removeAt(items, index))}
      />
    </div>
  );
}
