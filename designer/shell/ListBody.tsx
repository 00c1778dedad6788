import type { ReactNode } from 'react';
import type { List } from '../api/useList.ts';
import { Fault } from './Fault.tsx';

interface ListBodyProps {
  list: List<unknown>;
  /** an empty list teaches only while nothing is filtered out */
  isFiltered: boolean;
  empty: ReactNode;
  toolbar: ReactNode;
  children: ReactNode;
}

/** What a page of a list shows: the fault, what to do first, or the rows under their filters. */
export function ListBody({ list: { query, rows }, isFiltered, empty, toolbar, children }: ListBodyProps) {
  if (query.error && !query.data) return <Fault error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isSuccess && rows.length === 0 && !isFiltered) return empty;
  return (
    <section className="tl-card">
      <div className="tl-toolbar">{toolbar}</div>
      {children}
    </section>
  );
}
