import type { Rehearsal } from '../../../engine/runner/rehearsal.ts';
import type { Locale } from '../../../shared/problem.ts';
import { problemLine } from './problemLines.ts';

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

/** A row in words: of a problem that happened, where it lies and what is to be done. */
function lineOf(row: object, locale: Locale): string {
  if (!isProblem(row)) return rowText(row);
  const { at, journey, node, field, ...found } = row;
  const place = { ...(node === null ? {} : { nodeId: node }), ...(field === null ? {} : { field }) };
  return `${at}  journey ${journey}  ${problemLine({ severity: 'error', ...found, ...place }, locale)}`;
}

type ProblemRow = Rehearsal['report']['problems'][number];

/** What is expected of a problem need not name all of it. */
function isProblem(row: object): row is ProblemRow {
  return 'code' in row && 'node' in row && 'field' in row && 'params' in row;
}

const SHOWN = ['deliveries', 'refusals', 'ends', 'waiting', 'parked', 'entryRefusals', 'problems'] as const;

/** What happened in a rehearsal, for people. */
export function rehearsalLines(
  { file, title, ok, report, differences }: RehearsedFile,
  locale: Locale,
): string[] {
  const lists = SHOWN.flatMap((name) => {
    const rows: readonly object[] = report[name];
    return rows.length === 0 ? [] : [`  ${name}`, ...rows.map((row) => `    ${lineOf(row, locale)}`)];
  });
  const wrong = differences.map(({ list, kind, row }) => {
    const what = kind === 'missing' ? 'expected, did not happen' : 'happened, was not expected';
    return `  ✗ ${list}: ${what}: ${lineOf(row, locale)}`;
  });
  return [`${ok ? '✓' : '✗'} ${title} (${file})`, ...lists, ...wrong];
}
