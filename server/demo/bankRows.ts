/** The UCI Bank Marketing rows the demo's customers are made from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageFolder } from '../packageFolder.ts';

/** Columns that become attributes. `duration` is known only after the call and gives the outcome away; `y` is it. */
const NUMBERS = ['age', 'balance', 'campaign', 'pdays', 'previous'] as const;
const WORDS = ['job', 'marital', 'education', 'default', 'housing', 'loan', 'contact', 'poutcome'] as const;

export type BankRow = { [Name in (typeof NUMBERS)[number]]: number } & {
  [Name in (typeof WORDS)[number]]: string;
};

export const BANK_ROW_COUNT = 45_211;

/** The first rows in their order; the file is quoted, split by semicolons, and holds neither inside a cell. */
export function readBankRows(count: number): BankRow[] {
  const file = join(packageFolder(), 'examples/data/bank-marketing.csv.gz');
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const columns = cellsOf(header);
  const places = new Map(columns.map((name, index) => [name, index]));
  if (lines.length !== BANK_ROW_COUNT) throw new Error(`${file} holds ${lines.length} rows`);
  return lines.slice(0, count).map((line) => rowOf(cellsOf(line), places));
}

function cellsOf(line: string): string[] {
  return line.replaceAll('"', '').split(';');
}

function rowOf(cells: readonly string[], places: ReadonlyMap<string, number>): BankRow {
  const cell = (name: string) => cells[places.get(name) ?? -1] ?? '';
  return Object.fromEntries([
    ...NUMBERS.map((name) => [name, Number(cell(name))]),
    ...WORDS.map((name) => [name, cell(name)]),
  ]) as BankRow; // exactly the two lists the type is made of
}
