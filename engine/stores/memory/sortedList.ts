const CHUNK_MAX = 512;

/**
 * Items kept in order, in chunks: adding and removing cost a search and a short move, walking is free.
 * @param compare  total order; two items that compare equal are the same item
 */
export class SortedList<Item> {
  private readonly compare: (a: Item, b: Item) => number;
  private readonly chunks: Item[][] = [];

  constructor(compare: (a: Item, b: Item) => number) {
    this.compare = compare;
  }

  add(item: Item): void {
    const chunk = this.chunks[this.chunkFor(item)];
    if (!chunk) {
      this.chunks.push([item]);
      return;
    }
    const index = this.indexIn(chunk, item);
    const found = chunk[index];
    if (found !== undefined && this.compare(found, item) === 0) chunk[index] = item;
    else chunk.splice(index, 0, item);
    if (chunk.length > CHUNK_MAX) {
      this.chunks.splice(this.chunks.indexOf(chunk) + 1, 0, chunk.splice(CHUNK_MAX >> 1));
    }
  }

  remove(item: Item): void {
    const place = this.chunkFor(item);
    const chunk = this.chunks[place];
    if (!chunk) return;
    const index = this.indexIn(chunk, item);
    const found = chunk[index];
    if (found === undefined || this.compare(found, item) !== 0) return;
    chunk.splice(index, 1);
    if (chunk.length === 0) this.chunks.splice(place, 1);
  }

  first(): Item | undefined {
    return this.chunks[0]?.[0];
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (const chunk of this.chunks) yield* chunk;
  }

  /** The last chunk that starts at or before the item, or the first. */
  private chunkFor(item: Item): number {
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const head = this.chunks[middle]?.[0];
      if (head !== undefined && this.compare(head, item) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Position of the first item that is not before this one. */
  private indexIn(chunk: readonly Item[], item: Item): number {
    let low = 0;
    let high = chunk.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = chunk[middle];
      if (other !== undefined && this.compare(other, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
