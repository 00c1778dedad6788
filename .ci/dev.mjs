// Runs the server from its sources (restarted on change) and Vite's page server until either ends.
import { spawn } from 'node:child_process';

const sources = ['shared', 'engine', 'server'].flatMap((folder) => ['--include', `./${folder}/**/*`]);
const asTypeScript = ['--import', './.ci/typescript.mjs'];
const commands = [
  ['node_modules/tsx/dist/cli.mjs', 'watch', ...sources, ...asTypeScript, 'server/cli/main.ts', 'start'],
  ['node_modules/vite/bin/vite.js'],
];
const children = commands.map((args) => spawn(process.execPath, args, { stdio: 'inherit' }));

function stopAll() {
  for (const child of children) child.kill('SIGTERM');
}

for (const child of children) child.on('exit', stopAll);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopAll);
