import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteReports } from '../../engine/stores/sqlite/index.ts';
import { isSafeSqliteVersion } from '../../engine/stores/sqlite/sqliteVersion.ts';
import { type Config, readConfig } from '../config.ts';
import { DATABASE_NAME } from '../databaseName.ts';
import { dataFolderFault } from '../dataFolderFault.ts';
import { packageFolder, packageVersion } from '../packageFolder.ts';
import { type Command, EXIT } from './command.ts';

interface Finding {
  ok: boolean;
  text: string;
}

const OLDEST_NODE = [20, 19] as const;
/** A log this large means that nobody has checkpointed for long. */
const WAL_BYTES_MAX = 256 * 1024 * 1024;

function nodeFinding(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return { ok, text: `Node ${process.version}${ok ? '' : `: ${OLDEST_NODE.join('.')} or newer is needed`}` };
}

function sqliteFinding(): Finding {
  const db = new Database(':memory:');
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  db.close();
  const ok = isSafeSqliteVersion(version);
  return {
    ok,
    text: `SQLite ${version}${ok ? '' : ': this version can corrupt a database that two connections use'}`,
  };
}

/** The nearest folder upwards that exists: the data folder itself may not have been made yet. */
function existingFolder(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : existingFolder(dirname(folder));
}

function folderFinding({ dataFolder }: Config): Finding {
  try {
    accessSync(existingFolder(dataFolder), constants.W_OK | constants.X_OK);
    return { ok: true, text: `data folder ${dataFolder}${existsSync(dataFolder) ? '' : ' (will be made)'}` };
  } catch {
    return { ok: false, text: `data folder ${dataFolder} cannot be written by this user` };
  }
}

function databaseFindings({ dataFolder }: Config): Finding[] {
  const file = join(dataFolder, DATABASE_NAME);
  if (!existsSync(file)) return [{ ok: true, text: 'no database yet' }];
  try {
    // whether its tables are ours
    openSqliteReports(file).close();
  } catch (error) {
    const fault = dataFolderFault(error, dataFolder);
    return [{ ok: false, text: fault instanceof Error ? fault.message : String(fault) }];
  }
  const db = new Database(file, { readonly: true });
  try {
    const pragma = (name: string) => String(db.pragma(name, { simple: true }));
    const bytes = Number(pragma('page_count')) * Number(pragma('page_size'));
    const mode = pragma('journal_mode');
    const sound = pragma('quick_check(1)');
    const wal = `${file}-wal`;
    const walBytes = existsSync(wal) ? statSync(wal).size : 0;
    return [
      { ok: mode === 'wal', text: `database ${file}, ${megabytes(bytes)}, journal_mode ${mode}` },
      { ok: sound === 'ok', text: `quick_check ${sound}` },
      { ok: walBytes <= WAL_BYTES_MAX, text: `write-ahead log ${megabytes(walBytes)}` },
    ];
  } catch (error) {
    return [{ ok: false, text: `database ${file}: ${error instanceof Error ? error.message : error}` }];
  } finally {
    db.close();
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Whether a server could listen now; a running one of ours holds the port, which is fine. */
function portFinding({ host, port }: Config): Promise<Finding> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ ok: false, text: `${host}:${port} cannot be listened on: ${error.code}` }),
    );
    probe.listen(port, host, () => probe.close(() => resolve({ ok: true, text: `${host}:${port} is free` })));
  });
}

function designerFinding(): Finding {
  const ok = existsSync(join(packageFolder(), 'dist', 'designer', 'index.html'));
  return { ok, text: ok ? 'designer is built' : 'designer is not built: npm run build' };
}

async function findings(): Promise<Finding[]> {
  const read = readConfig();
  if (!read.ok) return [nodeFinding(), sqliteFinding(), ...read.reasons.map((text) => ({ ok: false, text }))];
  const { config } = read;
  return [
    nodeFinding(),
    sqliteFinding(),
    folderFinding(config),
    ...databaseFindings(config),
    await portFinding(config),
    designerFinding(),
  ];
}

export const command: Command = {
  name: 'doctor',
  usage: '',
  about: 'Looks at Node, SQLite, data folder, database, port and build; 1 when something is wrong.',
  options: {},
  optionWords: {},
  async run() {
    console.log(`throughline ${packageVersion()}`);
    const found = await findings();
    for (const { ok, text } of found) console.log(`${ok ? '✓' : '✗'} ${text}`);
    return found.every(({ ok }) => ok) ? EXIT.done : EXIT.refused;
  },
};
