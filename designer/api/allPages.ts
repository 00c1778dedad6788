import { LIST_LIMIT_MAX } from '../../shared/api/endpoint.ts';

interface ListPage<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** More than this no list of choices could show anyway. */
const PAGES_MAX = 25;

/** Every item of a list that comes in pages. */
export async function allPages<Item>(
  load: (query: { limit: number; cursor: string | undefined }) => Promise<ListPage<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const { items: more, nextCursor } = await load({ limit: LIST_LIMIT_MAX, cursor });
    items.push(...more);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return items;
}
