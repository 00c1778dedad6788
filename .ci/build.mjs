// Builds what changed: `dist/{shared,engine,server}` with tsc, `dist/designer` with Vite, side by side.
// A part is up to date when the hash of all its sources is the one kept in its stamp.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const rootFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const quiet = process.argv.includes('--quiet');
process.chdir(rootFolder);

const assetFolders = ['engine/stores/sqlite/migrations'];
const librarySources = ['shared', 'engine', 'server'];

const parts = [
  {
    name: 'library and server',
    needs: 'engine',
    sources: [...librarySources, 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    output: 'dist/engine',
    stamp: 'dist/.library-stamp',
    tool: ['typescript', 'tsc', '-p', 'tsconfig.build.json'],
    after: () => {
      removeOrphans();
      copyAssets();
    },
  },
  {
    name: 'designer',
    needs: 'designer/index.html',
    sources: ['shared', 'engine', 'designer', 'tsconfig.json', 'vite.config.ts', 'package-lock.json'],
    output: 'dist/designer/index.html',
    stamp: 'dist/.designer-stamp',
    tool: ['vite', 'vite', 'build', '--logLevel', 'warn'],
    after: () => {},
  },
];

/** All files under a path, sorted; a file is itself, what does not exist is nothing. */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(dirname(path), { withFileTypes: true });
  const own = entries.find((entry) => entry.name === path.split('/').at(-1));
  if (!own?.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function hashOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths.flatMap(filesUnder)) {
    hash.update(`\0${path}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Removes output whose source is gone: providers are found by directory, a ghost would be loaded. */
function removeOrphans() {
  for (const path of librarySources.flatMap((folder) => filesUnder(join('dist', folder)))) {
    const source = relative('dist', path).replace(/(\.d\.ts|\.js)$/, '');
    const isCompiled = /\.(d\.ts|js)$/.test(path);
    if (!isCompiled || (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`))) rmSync(path);
  }
}

function copyAssets() {
  for (const folder of assetFolders) {
    if (existsSync(folder)) cpSync(folder, join('dist', folder), { recursive: true });
  }
}

/** Path of a package's command, run by this Node itself so that no shell stands in between. */
function commandPath(packageName, command) {
  const folder = join(rootFolder, 'node_modules', packageName);
  if (!existsSync(folder)) throw new Error(`${packageName} is not installed: run npm ci first`);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

function run([packageName, command, ...args]) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [commandPath(packageName, command), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = [];
    child.stdout.on('data', (chunk) => said.push(chunk));
    child.stderr.on('data', (chunk) => said.push(chunk));
    child.on('error', fail);
    child.on('close', (code) => {
      const text = Buffer.concat(said).toString();
      if (code === 0) done(text);
      else fail(new Error(text.trim() || `${command} ended with ${code}`));
    });
  });
}

async function build(part) {
  if (!existsSync(part.needs)) return `${part.name}: no sources (${part.needs.split(sep)[0]}/)`;
  const hash = hashOf(part.sources);
  const isCurrent = existsSync(part.output) && existsSync(part.stamp);
  if (isCurrent && readFileSync(part.stamp, 'utf8') === hash) return `${part.name}: up to date`;
  rmSync(part.stamp, { force: true });
  const startedAtMs = performance.now();
  const warnings = (await run(part.tool)).trim();
  part.after();
  mkdirSync('dist', { recursive: true });
  writeFileSync(part.stamp, hash);
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  return `${warnings === '' ? '' : `${warnings}\n`}${part.name}: built in ${seconds} s`;
}

const outcomes = await Promise.allSettled(parts.map(build));
for (const [index, outcome] of outcomes.entries()) {
  if (outcome.status === 'fulfilled') {
    if (!quiet) console.log(outcome.value);
  } else {
    console.error(`${parts[index].name}: failed\n${outcome.reason.message}`);
    process.exitCode = 1;
  }
}
