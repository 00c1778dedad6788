import { idSchema } from '../shared/ids.ts';

/** As much of a name as an id may have; empty for one in other letters. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
}

/** An id made of the name where its letters allow, with a few random ones so that it is free. */
export function journeyIdFrom(name: string, suffix: string): string {
  return `${slugOf(name) || 'journey'}-${suffix}`;
}

/** addresses of pages, or names the language keeps for itself */
const isReserved = (id: string) => id === 'new' || !idSchema.safeParse(id).success;

/** The id a form offers while nobody has written one; where the name gives none, of its kind and by chance. */
export function offeredId(name: string, kind: string, suffix: string): string {
  const slug = slugOf(name);
  if (name.trim() === '') return '';
  return isReserved(slug) ? `${kind}-${suffix}` : slug;
}

/** A few letters by chance, for ids people may read. */
export function randomSuffix(): string {
  return crypto.randomUUID().slice(0, 6);
}
