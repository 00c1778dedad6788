export type StoreFaultCode =
  /** another process writes the file */
  | 'in-use'
  /** not a file of ours, or damaged */
  | 'unreadable'
  /** written by a newer version of this program */
  | 'too-new'
  /** written by an earlier version of this program, with tables that cannot be brought forward */
  | 'too-old'
  /** the SQLite library or the disk cannot do what we need */
  | 'unusable'
  /** the rows to write contradict the rows that are there */
  | 'conflict';

/** Why a store cannot be opened or a write was not made; the message is for the operator. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode;

  constructor(code: StoreFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StoreFault';
    this.code = code;
  }
}
