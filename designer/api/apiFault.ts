import { type ProblemView, problemView } from '../../shared/api/problemDetails.ts';
import { type Locale, problemCodes } from '../../shared/problem.ts';

/** The server did not answer. */
export const NO_ANSWER = 0;
/** It answered in a form the contract does not know. */
export const WRONG_ANSWER = -1;

/** A request that did not succeed: an HTTP status, or one of the two above. */
export class ApiFault extends Error {
  readonly status: number;
  readonly problems: readonly ProblemView[];

  constructor(status: number, title: string, problems: readonly ProblemView[] = []) {
    super(title);
    this.name = 'ApiFault';
    this.status = status;
    this.problems = problems;
  }
}

/** A problem as a sentence in the language of the page; a newer server's codes speak in the server's words. */
export function sentenceOf({ fix: _, text, ...found }: ProblemView, locale: Locale): string {
  const { code, severity, params = {} } = found;
  return code in problemCodes ? problemView({ code, severity, params }, locale).text : text;
}

/** Why a request failed, as sentences for a person; empty when only the status is known. */
export function sentencesOf(fault: unknown, locale: Locale): string[] {
  if (!(fault instanceof ApiFault)) return [];
  return [...new Set(fault.problems.map((found) => sentenceOf(found, locale)))];
}
