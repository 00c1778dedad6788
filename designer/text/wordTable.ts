import type { Locale, Words } from '../../shared/problem.ts';

/** Words of one namespace, both languages side by side: none can be forgotten. */
export type WordTable = { readonly [group: string]: { readonly [key: string]: Words } };

/** The keys of a table as they are asked for: `group.key`. */
export type WordKey<Table extends WordTable> = {
  [Group in keyof Table & string]: `${Group}.${keyof Table[Group] & string}`;
}[keyof Table & string];

export type Resource<Table extends WordTable> = {
  [Group in keyof Table]: { [Key in keyof Table[Group]]: string };
};

/** One language of a table, in the form i18next takes. */
export function resourceOf<Table extends WordTable>(table: Table, locale: Locale): Resource<Table> {
  const groups = Object.entries(table).map(([group, words]) => [
    group,
    Object.fromEntries(Object.entries(words).map(([key, both]) => [key, both[locale]])),
  ]);
  // the entries were just made from the table's own groups and keys
  return Object.fromEntries(groups) as Resource<Table>;
}
