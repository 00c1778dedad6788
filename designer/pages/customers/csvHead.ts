/** The beginning of a CSV file, read in the browser to show what an import would do. */
import { parse } from 'csv-parse/browser/esm/sync';

/** Enough of the file for its first rows. */
export const HEAD_BYTES = 128 * 1024;
const ROWS_SHOWN = 5;

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];
export type Encoding = 'utf-8' | 'gb18030';

export interface CsvHead {
  encoding: Encoding;
  delimiter: Delimiter;
  columns: string[];
  rows: string[][];
}

/** UTF-8 unless the bytes are not; a character cut off at the end does not count. */
function decode(bytes: Uint8Array): { encoding: Encoding; text: string } {
  try {
    return {
      encoding: 'utf-8',
      text: new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }),
    };
  } catch {
    return { encoding: 'gb18030', text: new TextDecoder('gb18030').decode(bytes, { stream: true }) };
  }
}

/** The separator that occurs most often in the first line. */
function delimiterOf(text: string): Delimiter {
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  const occurrences = (delimiter: Delimiter) => firstLine.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (occurrences(next) > occurrences(best) ? next : best));
}

/** Column names and first rows; null when there are none to read. */
export function readCsvHead(bytes: Uint8Array, isWholeFile: boolean): CsvHead | null {
  const { encoding, text } = decode(bytes);
  if (text.includes('\0')) return null;
  // the last line is most likely cut off
  const whole = isWholeFile ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  const delimiter = delimiterOf(text);
  try {
    const records: string[][] = parse(whole, {
      delimiter,
      bom: true,
      relaxColumnCount: true,
      to: ROWS_SHOWN + 1,
    });
    const [columns, ...rows] = records;
    return columns?.every((name) => name.trim() !== '') ? { encoding, delimiter, columns, rows } : null;
  } catch {
    return null;
  }
}
