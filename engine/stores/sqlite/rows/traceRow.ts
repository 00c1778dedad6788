/**
 * A customer's trace as text, sixteen steps to a row, because a row for each commit would be mostly its key.
 * What a commit adds: ` @time/version` and its steps, each ` node#visit>outlet!reason+lateness`, less what is
 * at its default: visit 1, no outlet, no reason, in time.
 */
import type { TraceRow } from '../../../core/records.ts';

export const traceColumns = ['profile_id', 'journey_id', 'ordinal', 'part', 'step_count', 'steps'] as const;

/** Values in the order of `traceColumns`. */
export type TraceValues = [
  profileId: string,
  journeyId: string,
  ordinal: number,
  part: number,
  stepCount: number,
  steps: string,
];

/** What a commit adds to one row, and which of the row's steps is the first of it. */
export interface TracePart {
  values: TraceValues;
  offset: number;
}

const STEPS_PER_ROW = 16;
/** epoch milliseconds take eight digits in it */
const RADIX = 36;
const STEP = /^([^#>!+]*)(?:#(\d+))?(?:>([^!+]*))?(?:!([^+]*))?(?:\+(\d+))?$/;

/** What rows of a commit add to rows of the table. */
export function tracePartsOf(rows: readonly TraceRow[]): TracePart[] {
  const parts: TracePart[] = [];
  let before: TraceRow | undefined;
  for (const row of rows) {
    const offset = row.index % STEPS_PER_ROW;
    const last = parts.at(-1)?.values;
    if (last && before && offset > 0 && isNext(before, row)) {
      last[4] += 1;
      last[5] += stepText(row);
    } else {
      const { profileId, journeyId, ordinal, index } = row;
      const part = (index - offset) / STEPS_PER_ROW;
      parts.push({ values: [profileId, journeyId, ordinal, part, 1, headText(row) + stepText(row)], offset });
    }
    before = row;
  }
  return parts;
}

/** Whether two steps share a head: the same commit of the same enrollment. */
function isNext(a: TraceRow, b: TraceRow): boolean {
  return (
    b.index === a.index + 1 &&
    b.atMs === a.atMs &&
    b.ordinal === a.ordinal &&
    b.version === a.version &&
    b.journeyId === a.journeyId
  );
}

const headText = ({ atMs, version }: TraceRow) => ` @${atMs.toString(RADIX)}/${version}`;

function stepText({ node, visit, outlet, reason, lateMs }: TraceRow): string {
  let text = ` ${escaped(node)}`;
  if (visit !== 1) text += `#${visit}`;
  if (outlet !== null) text += `>${escaped(outlet)}`;
  if (reason !== null) text += `!${escaped(reason)}`;
  if (lateMs !== undefined) text += `+${lateMs}`;
  return text;
}

/** Without the characters that part words and steps; ids pass unchanged. */
function escaped(text: string): string {
  return text.replace(/[ %@#>!+]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function unescaped(text: string): string {
  return text.replace(/%(..)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

export function traceRowsOf([profileId, journeyId, ordinal, part, , steps]: TraceValues): TraceRow[] {
  const rows: TraceRow[] = [];
  let [atMs, version] = [0, 0];
  let index = part * STEPS_PER_ROW;
  for (const word of steps.trimStart().split(' ')) {
    if (word.startsWith('@')) {
      const [time = '', number] = word.slice(1).split('/');
      [atMs, version] = [Number.parseInt(time, RADIX), Number(number)];
      continue;
    }
    const [, node = '', visit = '1', outlet, reason, lateMs] = STEP.exec(word) ?? [];
    rows.push({
      profileId,
      journeyId,
      ordinal,
      index: index++,
      atMs,
      version,
      node: unescaped(node),
      visit: Number(visit),
      outlet: outlet === undefined ? null : unescaped(outlet),
      reason: reason === undefined ? null : unescaped(reason),
      ...(lateMs === undefined ? {} : { lateMs: Number(lateMs) }),
    });
  }
  return rows;
}
