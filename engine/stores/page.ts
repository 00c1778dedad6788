/** A page of rows; pass `next` back to go on, null at the end. Cursors are opaque text. */
export interface Page<Row> {
  items: Row[];
  next: string | null;
}

export interface PageQuery {
  limit: number;
  cursor: string | null;
}
