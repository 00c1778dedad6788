/** What a file says of itself in its first bytes: read without SQLite, which would write beside it. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StoreFault } from '../storeFault.ts';

/** "THLN": tells our files from other SQLite files. */
export const APPLICATION_ID = 0x54484c4e;

/** sqlite.org/fileformat.html §1.3 */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const PAGE_SIZE_AT = 16;
const APPLICATION_ID_AT = 68;

/**
 * Refuses a file that is plainly not ours, touching nothing. What its log may still say otherwise passes:
 * the database itself is asked afterwards.
 * Errors: StoreFault `unreadable`; the system's own when it may not be read.
 */
export function refuseOtherFormat(file: string): void {
  const size = sizeOf(file);
  if (size === 0) return;
  const header = headerOf(file);
  if (header.length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC)
    throw new StoreFault('unreadable', `${file} is not a SQLite database`);
  const isOurs = header.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID;
  // a file of one page has no tables yet; 1 stands for 65,536
  const pageSize = header.readUInt16BE(PAGE_SIZE_AT);
  if (isOurs || size <= (pageSize === 1 ? 65_536 : pageSize) || sizeOf(`${file}-wal`) > 0) return;
  throw new StoreFault('unreadable', `${file} is a SQLite database of another program`);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function headerOf(file: string): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file, 'r');
  try {
    return header.subarray(0, readSync(handle, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(handle);
  }
}
