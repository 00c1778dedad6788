/** Branches of SQLite with the repair of the WAL-reset race (two connections could corrupt a file), and since when. */
const REPAIRED_BRANCHES: readonly { branch: string; patch: number }[] = [
  { branch: '3.44', patch: 6 },
  { branch: '3.50', patch: 7 },
  { branch: '3.51', patch: 3 },
];
const REPAIRED_SINCE_MINOR = 52;

/**
 * Whether a SQLite version is safe with several connections in WAL mode.
 * Source: sqlite.org/wal.html; affected are 3.7.0 to 3.51.2 but for the back-ports.
 */
export function isSafeSqliteVersion(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major !== 3) return major > 3;
  if (minor >= REPAIRED_SINCE_MINOR) return true;
  const branch = REPAIRED_BRANCHES.find((repaired) => repaired.branch === `3.${minor}`);
  return branch !== undefined && patch >= branch.patch;
}
