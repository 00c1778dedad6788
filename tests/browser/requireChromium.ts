import { spawnSync } from 'node:child_process';
import { findChromium } from './findChromium.ts';

const packagesToInstall = ['chromium', 'fonts-noto-cjk'];

/** Runs once before the browser tests: finds Chromium, installs it where that is possible, or says what is missing. */
export default function requireChromium(): void {
  if (findChromium()) return;
  if (mayInstall()) {
    process.stderr.write(`Chromium is missing: apt-get install -y ${packagesToInstall.join(' ')}\n`);
    if (!runAptGet(['install', '-y', ...packagesToInstall])) {
      runAptGet(['update']);
      runAptGet(['install', '-y', ...packagesToInstall]);
    }
    if (findChromium()) return;
  }
  // thrown, the sentence would drown in a stack and in the test runner's guess that there are no tests
  process.stderr.write(`${whatIsMissing()}\n`);
  process.exit(1);
}

function whatIsMissing(): string {
  const wanted = process.env.CHROMIUM_PATH;
  return wanted
    ? `Browser tests need Chromium: CHROMIUM_PATH is ${wanted}, which is no executable file.`
    : `Browser tests need Chromium: install it ('apt-get install ${packagesToInstall.join(' ')}' or 'npx playwright install chromium'), or set CHROMIUM_PATH.`;
}

function mayInstall(): boolean {
  return !process.env.CHROMIUM_PATH && process.platform === 'linux' && process.getuid?.() === 0;
}

function runAptGet(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { env, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}
