import type { Rehearsal } from '../../../engine/runner/rehearsal.ts';

export interface RehearsedFile extends Rehearsal {
  file: string;
  title: string;
  ok: boolean;
}

/** Fields of a row that tell one from another, in the order people read them. */
const FIELDS = [
  'at',
  'profile',
  'journey',
  'node',
  'key',
  'channel',
  'arm',
  'reason',
  'detail',
  'code',
  'state',
  'text',
  'fault',
  'id',
];

function rowText(row: object): string {
  const fields = Object.entries(row).filter(([name, value]) => FIELDS.includes(name) && value !== null);
  return fields
    .sort(([a], [b]) => FIELDS.indexOf(a) - FIELDS.indexOf(b))
    .map(([name, value]) => (name === 'at' || name === 'text' ? String(value) : `${name} ${value}`))
    .join('  ');
}

const SHOWN = ['deliveries', 'refusals', 'ends', 'waiting', 'parked', 'entryRefusals', 'problems'] as const;

/** What happened in a rehearsal, for people. */
export function rehearsalLines({ file, title, ok, report, differences }: RehearsedFile): string[] {
  const lists = SHOWN.flatMap((name) => {
    const rows: readonly object[] = report[name];
    return rows.length === 0 ? [] : [`  ${name}`, ...rows.map((row) => `    ${rowText(row)}`)];
  });
  const wrong = differences.map(({ list, kind, row }) => {
    const what = kind === 'missing' ? 'expected, did not happen' : 'happened, was not expected';
    return `  ✗ ${list}: ${what}: ${rowText(row)}`;
  });
  return [`${ok ? '✓' : '✗'} ${title} (${file})`, ...lists, ...wrong];
}
