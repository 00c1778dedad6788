/** A part of the benchmark as it is printed: tables under a line of explanation, figures for programs beside them. */
export interface Section {
  /** what was measured, and how */
  about: string;
  /** rows of cells, the first row is the heading */
  tables: readonly (readonly (readonly string[])[])[];
  /** the same for programs */
  data: unknown;
}

export const grouped = (value: number) => Math.round(value).toLocaleString('en-US');
export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : grouped(value)} ms`;
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;

/** Cells padded to the width of their column; the first column to the left, the others to the right. */
function tableText(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const padded = (row: readonly string[]) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  return rows.map((row) => padded(row).join('  ').trimEnd()).join('\n');
}

export function sectionText({ about, tables }: Section): string {
  return [about, ...tables.map(tableText)].join('\n\n');
}
