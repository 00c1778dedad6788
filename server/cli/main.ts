#!/usr/bin/env node
import { readdir } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { packageVersion } from '../packageFolder.ts';
import { type Command, EXIT, Misuse } from './command.ts';

/** Files of this folder that are no commands. */
const OTHERS: ReadonlySet<string> = new Set(['main', 'command']);

/** Every other file here is the command of its name; what a command shares lies in folders. */
async function commandNames(): Promise<string[]> {
  const entries = await readdir(new URL('./', import.meta.url));
  return entries
    .filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => basename(name, extname(name)))
    .filter((name) => !OTHERS.has(name))
    .sort();
}

async function load(name: string): Promise<Command> {
  const ending = extname(new URL(import.meta.url).pathname);
  const module = (await import(new URL(`./${name}${ending}`, import.meta.url).href)) as { command: Command };
  return module.command;
}

async function help(names: readonly string[]): Promise<string> {
  const commands = await Promise.all(names.map(load));
  const width = Math.max(...commands.map(({ name, usage }) => `${name} ${usage}`.length));
  const lines = commands.map(({ name, usage, about }) => `  ${`${name} ${usage}`.padEnd(width)}  ${about}`);
  return [
    `throughline ${packageVersion()}: journeys drawn, and run`,
    '',
    'throughline COMMAND …',
    ...lines,
    '',
    'throughline COMMAND --help says more. Exit codes: 0 done; 1 what was asked does not hold;',
    '2 wrong command line, file or environment; 3 a fault of the program or the machine.',
  ].join('\n');
}

function commandHelp({ name, usage, about, optionWords }: Command): string {
  const options = Object.entries(optionWords).map(([option, words]) => `  --${option.padEnd(22)} ${words}`);
  return [`throughline ${name} ${usage}`, '', about, ...(options.length > 0 ? ['', ...options] : [])].join(
    '\n',
  );
}

async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const names = await commandNames();
  if (name === '--version') {
    console.log(packageVersion());
    return EXIT.done;
  }
  if (name === undefined || name === '--help' || name === 'help') {
    console.log(await help(names));
    return name === undefined ? EXIT.misused : EXIT.done;
  }
  if (!names.includes(name)) throw new Misuse(`There is no command ${name}. Commands: ${names.join(', ')}.`);
  const command = await load(name);
  if (rest.includes('--help')) {
    console.log(commandHelp(command));
    return EXIT.done;
  }
  const { values, positionals } = parseOrMisuse(command, rest);
  return await command.run({ values, files: positionals });
}

function parseOrMisuse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Misuse(`${error instanceof Error ? error.message : error}\n\n${commandHelp(command)}`);
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Misuse ? error.message : error);
  process.exitCode = error instanceof Misuse ? EXIT.misused : EXIT.failed;
}
