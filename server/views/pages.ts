import type { Page, PageQuery } from '../../engine/stores/page.ts';
import { refuse } from '../http/requestRefusal.ts';

export interface ListQuery {
  limit: number;
  cursor?: string | undefined;
}
export interface ListView<Item> {
  items: Item[];
  nextCursor: string | null;
}

export function pageQuery({ limit, cursor = undefined }: ListQuery): PageQuery {
  return { limit, cursor: cursor ?? null };
}

/** A page of rows as the API shows it. Errors: a cursor of another list is refused. */
export async function pageView<Row, Item>(
  read: Promise<Page<Row>>,
  view: (row: Row) => Item,
): Promise<ListView<Item>> {
  try {
    const { items, next } = await read;
    return { items: items.map(view), nextCursor: next };
  } catch (error) {
    if (error instanceof Error && error.name === 'RangeError') throw wrongCursor();
    throw error;
  }
}

function wrongCursor() {
  return refuse(400, 'wrong-cursor', { field: 'cursor', params: { name: 'cursor' } });
}

/** A page of a list held in memory. */
export function slicePage<Item>(all: readonly Item[], { limit, cursor }: ListQuery): ListView<Item> {
  const from = cursor === undefined ? 0 : offsetOf(cursor);
  const items = all.slice(from, from + limit);
  return { items, nextCursor: from + limit < all.length ? `o${from + limit}` : null };
}

export function offsetOf(cursor: string): number {
  const digits = /^o(\d{1,9})$/.exec(cursor)?.[1];
  if (digits === undefined) throw wrongCursor();
  return Number(digits);
}
