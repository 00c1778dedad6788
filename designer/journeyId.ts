/** An id made of the name where its letters allow, with a few random ones so that it is free. */
export function journeyIdFrom(name: string, suffix: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  return `${slug || 'journey'}-${suffix}`;
}

/** A few letters by chance, for ids people may read. */
export function randomSuffix(): string {
  return crypto.randomUUID().slice(0, 6);
}
