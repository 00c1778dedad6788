import type { ParseArgsConfig } from 'node:util';

/** How a command ends; `throughline --help` lists them. */
export const EXIT = {
  done: 0,
  /** what was asked for does not hold: a check, an expectation, an import with broken rows */
  refused: 1,
  /** the command line, a file or the environment is wrong */
  misused: 2,
  /** a fault of ours or of the machine */
  failed: 3,
} as const;

export interface CommandCall {
  values: { [name: string]: string | boolean | (string | boolean)[] | undefined };
  files: string[];
}

/** One command of the command line, in its own file. */
export interface Command {
  name: string;
  /** arguments after the name */
  usage: string;
  about: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** one line per option */
  optionWords: { readonly [option: string]: string };
  /** answers the exit code; may go on serving while its promise is open */
  run(call: CommandCall): Promise<number>;
}

/** The command line or a file it names is wrong; said without a stack. */
export class Misuse extends Error {}
