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
    throw new Misuse(`${file} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
