const plain = (name: string) => name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Whether two names are the same person's as far as names tell: case, width of letters and spaces do not count. */
export function isSameName(one: string, other: string): boolean {
  return plain(one) === plain(other);
}
