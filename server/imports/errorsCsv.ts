import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Locale, problemText } from '../../shared/problem.ts';
import type { BrokenRow } from './worker.ts';

const HEADERS: { readonly [locale in Locale]: string } = {
  en: 'row,column,code,reason',
  'zh-CN': '行号,列名,代码,原因',
};

/**
 * A cell that spreadsheets read as text: quoted, and no formula (SEC-21).
 * A leading apostrophe stops `= + - @`, their full-width forms, tabs and line ends from starting one.
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Every broken row of an import as CSV, in the asked language. The cells themselves are not repeated. */
export async function* errorsCsv(errorsFile: string, locale: Locale): AsyncGenerator<string> {
  // the mark tells spreadsheets that the text is UTF-8
  yield `\ufeff${HEADERS[locale]}\r\n`;
  for await (const line of createInterface({ input: createReadStream(errorsFile) })) {
    const { row, problems }: BrokenRow = JSON.parse(line);
    for (const { column, problem } of problems) {
      const cells = [String(row), column ?? '', problem.code, problemText(problem, locale)];
      yield `${cells.map(csvCell).join(',')}\r\n`;
    }
  }
}
