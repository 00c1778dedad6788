import { StoreFault } from '../storeFault.ts';

const words: { readonly [code: string]: string } = {
  EACCES: 'cannot be written by this user',
  EPERM: 'cannot be written by this user',
  EROFS: 'lies on a disk that is read only',
  ENOSPC: 'cannot be written: the disk is full',
  EEXIST: 'is no folder',
  ENOTDIR: 'lies in something that is no folder',
  EISDIR: 'is a folder',
};

/** What the system says of a file, in words; anything else stays what it is. */
export function asFileFault(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const what = words[code];
  return what === undefined ? error : new StoreFault('unusable', `${file} ${what} (${code})`, error);
}
