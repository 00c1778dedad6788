/** A power cut: ext4 on a loop device is shut down without its journal, so whatever was not synced is gone. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rig } from './rig.ts';

const IMAGE_BYTES = 512 * 1024 * 1024;
/** EXT4_IOC_SHUTDOWN, `_IOR('X', 125, __u32)`, with "do not flush the log" (linux/ext4.h). */
const SHUTDOWN = `open(my $f, '<', $ARGV[0]) or die "$!"; my $flags = pack('L', 2); ioctl($f, 0x8004587d, $flags) or die "$!";`;

function run(command: string, ...args: string[]): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
}

export interface PowerCutRig extends Rig {
  /** the power is gone and comes back, with no server running */
  cutPower(): void;
}

/** Errors: throws with the reason where this machine does not allow it. */
export function powerCutRig(folder: string, synchronous: 'NORMAL' | 'FULL'): PowerCutRig {
  if (process.getuid?.() !== 0) throw new Error('a loop device needs root');
  const image = join(folder, 'disk.img');
  const mountPoint = join(folder, 'disk');
  mkdirSync(mountPoint);
  writeFileSync(image, '');
  truncateSync(image, IMAGE_BYTES);
  run('mkfs.ext4', '-q', image);
  const device = run('losetup', '--find', '--show', image);
  const mount = () => run('mount', '-t', 'ext4', device, mountPoint);
  const remount = () => {
    run('umount', mountPoint);
    mount();
  };
  const dataFolder = join(mountPoint, 'data');
  try {
    mount();
    mkdirSync(dataFolder);
  } catch (fault) {
    run('losetup', '--detach', device);
    throw fault;
  }
  return {
    dataFolder,
    preload: synchronous === 'NORMAL' ? join(import.meta.dirname, 'weakSync.mjs') : null,
    mayRefuse: true,
    settle: () => void run('sync'),
    async crash({ child, closed }) {
      // nothing runs on without power: a commit whose sync the cut ended must not be acknowledged after it
      child.kill('SIGSTOP');
      run('perl', '-e', SHUTDOWN, mountPoint);
      child.kill('SIGKILL');
      await closed;
      remount();
    },
    cutPower() {
      run('perl', '-e', SHUTDOWN, mountPoint);
      remount();
    },
    close() {
      run('umount', mountPoint);
      run('losetup', '--detach', device);
    },
  };
}

/** Why this machine cannot cut the power of a loop device; null when it can. */
export function powerCutReason(folder: string): string | null {
  try {
    const rig = powerCutRig(folder, 'FULL');
    const { status, stderr } = spawnSync('perl', ['-e', SHUTDOWN, rig.dataFolder], { encoding: 'utf8' });
    rig.close();
    return status === 0 ? null : `the file system cannot be shut down: ${stderr.trim()}`;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}
