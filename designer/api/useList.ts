import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from '@tanstack/react-query';

interface ListPage<Item> {
  items: Item[];
  nextCursor: string | null;
}

type ListQuery<Item> = UseInfiniteQueryResult<InfiniteData<ListPage<Item>>>;

/** A list that comes in pages: the rows so far, and the query for their state and the next page. */
export interface List<Item> {
  rows: Item[];
  query: ListQuery<Item>;
}

interface ListOptions<Item> {
  key: QueryKey;
  /** `cursor` is undefined for the first page */
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<Item>>;
  /** look again every so often while the page is open */
  refreshMs?: number;
}

export function useList<Item>({ key, load, refreshMs }: ListOptions<Item>): List<Item> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam ?? undefined, signal),
    // the first page has no cursor
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    ...(refreshMs === undefined ? {} : { refetchInterval: refreshMs }),
  });
  return { rows: query.data?.pages.flatMap((page) => page.items) ?? [], query };
}
