/** Shows how a load comes along: one line per stage, rewritten on a terminal, a few lines in a file. */
import type { LoadReport } from './bank.ts';

const NAMES: { readonly [Stage in LoadReport['stage']]: string } = {
  customers: 'customers',
  journeys: 'journeys ',
  days: 'days     ',
};
/** Percent between two lines where lines cannot be rewritten. */
const LINE_EVERY_PERCENT = 20;

export interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

function lineOf({ stage, doneCount, totalCount }: LoadReport, ms: number): string {
  const percent = Math.floor((100 * doneCount) / Math.max(totalCount, 1));
  const counts = `${doneCount.toLocaleString('en-US')} of ${totalCount.toLocaleString('en-US')}`;
  return `${NAMES[stage]}  ${counts.padEnd(16)}  ${String(percent).padStart(3)} %  ${(ms / 1000).toFixed(1).padStart(5)} s`;
}

/** @param nowMs the real clock: how long it takes is the question here */
export function progressLines(output: Output, nowMs: () => number): (report: LoadReport) => void {
  let stage: LoadReport['stage'] | null = null;
  let startedMs = nowMs();
  let shownPercent = 0;
  return (report) => {
    if (report.stage !== stage) {
      // the first report of a stage comes after its first piece of work, which began where the last stage ended
      stage = report.stage;
      shownPercent = -LINE_EVERY_PERCENT;
    }
    const isDone = report.doneCount === report.totalCount;
    const percent = (100 * report.doneCount) / Math.max(report.totalCount, 1);
    const line = lineOf(report, nowMs() - startedMs);
    if (output.isTTY) output.write(`\r${line}${isDone ? '\n' : ''}`);
    else if (isDone || percent >= shownPercent + LINE_EVERY_PERCENT) {
      shownPercent = percent;
      output.write(`${line}\n`);
    }
    if (isDone) startedMs = nowMs();
  };
}
