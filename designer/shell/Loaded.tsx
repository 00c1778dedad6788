import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Fault } from './Fault.tsx';
import { Late } from './Late.tsx';

/** What a query has to show: a skeleton, the fault, or its answer. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Fault error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="tl-card tl-card-body" aria-busy="true">
      <Late>
        <Skeleton active title={false} paragraph={{ rows: 6 }} />
      </Late>
    </div>
  );
}
