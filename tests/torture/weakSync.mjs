// Loaded into the server before its own modules: a planted fault. The database no longer waits for the disk at each
// commit, and says that it does; a power cut must show it, or the harness proves nothing.
import Database from 'better-sqlite3';

const FULL = 2;
const pragma = Database.prototype.pragma;
Database.prototype.pragma = function weakPragma(source, options) {
  if (source === 'synchronous = FULL') return pragma.call(this, 'synchronous = NORMAL', options);
  const found = pragma.call(this, source, options);
  return source === 'synchronous' ? FULL : found;
};
