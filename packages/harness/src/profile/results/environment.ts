import { spawnSync } from 'node:child_process';
import { cpus, loadavg, release, type as systemName, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gitCommit } from '@marsdisk/io';
import type { MachineRecord } from './result.ts';

/** The machine and runtime of this process. */
export function describeMachine(nodeFlags: readonly string[]): MachineRecord {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    system: `${systemName()} ${release()} ${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
    nodeFlags,
    load: loadavg()[0]!,
  };
}

/** The commit of the running code and whether files differ from it; null where it cannot be found out. */
export function describeCommit(): { commit: string | null; isModified: boolean | null } {
  const folder = dirname(fileURLToPath(import.meta.url));
  let commit: string | null = null;
  try {
    commit = gitCommit(folder);
  } catch {
    return { commit, isModified: null };
  }
  const status = spawnSync('git', ['status', '--porcelain', '--untracked-files=no'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { commit, isModified: status.status === 0 ? status.stdout !== '' : null };
}
