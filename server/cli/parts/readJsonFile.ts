import { readFileSync } from 'node:fs';
import type { JsonValue } from '../../../shared/json.ts';
import { Misuse } from '../command.ts';

/** Errors: Misuse when the file cannot be read or is no JSON. */
export function readJsonFile(file: string): JsonValue {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Misuse(`${file}: ${error instanceof Error ? error.message : error}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Misuse(`${file} is no JSON: ${message}${lineOf(message, text)}`);
  }
}

/** Where the parser stopped, for people: it counts characters of the whole text. */
function lineOf(message: string, text: string): string {
  const position = /at position (\d+)$/.exec(message)?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})`;
}
