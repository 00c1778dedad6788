import { Table, type TableProps } from 'antd';
import { ScrollBox } from '../../shell/ScrollBox.tsx';

type WordedTableProps<Row> = Required<Pick<TableProps<Row>, 'rowKey' | 'columns' | 'dataSource'>> & {
  label: string;
};

/** A table whose cells hold words and figures; scrolls where the page is too narrow for it. */
export function WordedTable<Row extends object>({ label, ...rows }: WordedTableProps<Row>) {
  return (
    <ScrollBox label={label}>
      <Table<Row> aria-label={label} className="tl-worded-table" size="small" pagination={false} {...rows} />
    </ScrollBox>
  );
}
