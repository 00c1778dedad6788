/** A file of customers as rows of cells, whatever its encoding and delimiter. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Parser, parse } from 'csv-parse';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le';
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A row longer than this is a quote that was never closed. */
export const ROW_LENGTH_MAX = 1024 * 1024;
const SAMPLE_BYTES = 256 * 1024;

export interface CsvForm {
  encoding: Encoding;
  delimiter: Delimiter;
}

function decodes(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    // `stream` forgives a character cut at the end of the sample
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function guessEncoding(sample: Uint8Array): Encoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  return decodes(sample, 'utf-8') ? 'utf-8' : 'gb18030';
}

/** The delimiter that parts the first line most often, outside of quotes. */
function guessDelimiter(text: string): Delimiter {
  const line = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

/** What the file is written in; null when it is no text at all (an archive, a spreadsheet). */
export async function readForm(
  file: string,
  asked: { [Key in keyof CsvForm]: CsvForm[Key] | null },
): Promise<CsvForm | null> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    const sample = buffer.subarray(0, bytesRead);
    const encoding = asked.encoding ?? guessEncoding(sample);
    if (encoding !== 'utf-16le' && sample.includes(0)) return null;
    const text = new TextDecoder(encoding).decode(sample);
    return { encoding, delimiter: asked.delimiter ?? guessDelimiter(text) };
  } finally {
    await handle.close();
  }
}

export interface CsvRow {
  cells: string[];
  /** of the file, so far */
  bytesRead: number;
}

/** Resolves with the fault, or undefined, once all that was written is parsed. */
function parsed(parser: Parser, text: string | null): Promise<Error | undefined> {
  return new Promise((resolve) => {
    parser.once('error', resolve);
    const done = (fault?: Error | null) => {
      parser.off('error', resolve);
      resolve(fault ?? undefined);
    };
    if (text === null) parser.end(done);
    else parser.write(text, done);
  });
}

/**
 * A quote within a cell that does not begin with one is text, as spreadsheets have it.
 * Errors: throws csv-parse's CsvError when a quote is left open; all rows before it have been given.
 */
export async function* csvRows(file: string, form: CsvForm): AsyncGenerator<CsvRow> {
  const decoder = new TextDecoder(form.encoding);
  const source = createReadStream(file);
  // taken as they are found: a stream that fails drops what it has not handed out
  let found: string[][] = [];
  const parser = parse({
    bom: true,
    delimiter: form.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: ROW_LENGTH_MAX,
    on_record: (cells: string[]) => {
      found.push(cells);
      return null;
    },
  });
  parser.on('error', () => {}).resume();
  async function* rowsOf(text: string | null): AsyncGenerator<CsvRow> {
    const fault = await parsed(parser, text);
    const rows = found;
    found = [];
    for (const cells of rows) yield { cells, bytesRead: source.bytesRead };
    if (fault) throw fault;
  }
  try {
    // characters may be cut between chunks
    for await (const chunk of source) yield* rowsOf(decoder.decode(chunk as Buffer, { stream: true }));
    yield* rowsOf(decoder.decode());
    yield* rowsOf(null);
  } finally {
    source.destroy();
    parser.destroy();
  }
}
