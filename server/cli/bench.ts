import { cpus, loadavg } from 'node:os';
import { benchParts } from '../bench/benchParts.ts';
import { type Section, sectionText } from '../bench/section.ts';
import { type Command, EXIT, Misuse } from './command.ts';

const SIZES_DEFAULT = '10000,40000,160000';
const names = Object.keys(benchParts);

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map((part) => Number(part.replaceAll('_', '')));
  if (sizes.some((size) => !Number.isInteger(size) || size < 1000)) {
    throw new Misuse(`--sizes ${text}: whole numbers from 1000 on, separated by commas`);
  }
  return sizes;
}

/** Parts that were asked for, or all that are short enough. */
function partsOf(only: string | undefined, isLong: boolean): string[] {
  if (only === undefined) return names.filter((name) => isLong || !benchParts[name]?.isLongOnly);
  const asked = only.split(',').map((name) => name.trim());
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Misuse(`--only ${unknown.join(',')}: the parts are ${names.join(', ')}`);
  return asked;
}

function machineText(): string {
  const [processor, ...others] = cpus();
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return `${others.length + 1} × ${processor?.model ?? 'unknown processor'}, load ${load}, Node ${process.version}, SQLite with synchronous=FULL`;
}

export const command: Command = {
  name: 'bench',
  usage: '',
  about:
    'Measures this machine: how fast and how small the engine and the server are, beside what the disk allows.',
  options: {
    only: { type: 'string' },
    long: { type: 'boolean', default: false },
    sizes: { type: 'string', default: SIZES_DEFAULT },
    json: { type: 'boolean', default: false },
  },
  optionWords: {
    only: `parts, separated by commas: ${names.join(', ')}`,
    long: 'every part at full size: a million customers, ten minutes of load',
    sizes: 'numbers of customers of the part engine, separated by commas',
    json: 'figures for programs',
  },
  async run({ values }) {
    const isLong = values.long === true;
    const sizes = sizesOf(String(values.sizes));
    const asked = partsOf(values.only === undefined ? undefined : String(values.only), isLong);
    const isJson = values.json === true;
    const machine = machineText();
    if (!isJson) console.log(machine);
    const measured: { [part: string]: Section['data'] } = {};
    for (const name of asked) {
      process.stderr.write(`measuring ${name}\n`);
      const section = await benchParts[name]?.measure({ isLong, sizes });
      if (!section) continue;
      measured[name] = section.data;
      if (!isJson) console.log(`\n${name.toUpperCase()}  ${sectionText(section)}`);
    }
    if (isJson) console.log(JSON.stringify({ machine, ...measured }, null, 2));
    return EXIT.done;
  },
};
