import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import type { List } from '../api/useList.ts';
import { MoreRows } from './MoreRows.tsx';

interface RowsTableProps<Row> {
  list: List<Row>;
  label: string;
  columns: TableColumnsType<Row>;
  /** pixels below which the table scrolls */
  minWidth: number;
  noMatch: ReactNode;
  onOpen: (row: Row) => void;
}

/** Rows of a list, each of which opens with a click. */
export function RowsTable<Row extends { id: string }>(props: RowsTableProps<Row>) {
  const { list, label, columns, minWidth, noMatch, onOpen } = props;
  return (
    <>
      <div className="tl-clickable-rows">
        <Table<Row>
          aria-label={label}
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={list.rows}
          loading={list.query.isPending}
          pagination={false}
          scroll={{ x: minWidth }}
          onRow={(row) => ({ onClick: () => onOpen(row) })}
          locale={{ emptyText: <div className="tl-card-body">{noMatch}</div> }}
        />
      </div>
      <MoreRows list={list} />
    </>
  );
}
