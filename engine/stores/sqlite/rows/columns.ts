/** Column names as a select list, every name under the table's alias. */
export function columnList(alias: string, names: readonly string[]): string {
  return names.map((name) => `${alias}.${name}`).join(', ');
}

/** `?` once per column, for an insert's values. */
export function placeholders(names: readonly string[]): string {
  return names.map(() => '?').join(', ');
}

/** JSON of a list or object, null when it holds nothing. */
export function packed(value: object): string | null {
  for (const _name in value) return JSON.stringify(value);
  return null;
}
