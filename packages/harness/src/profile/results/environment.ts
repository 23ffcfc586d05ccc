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

/** The commit of the running code and what differs from it; null where it cannot be found out. */
export function describeCommit(): {
  commit: string | null;
  isModified: boolean | null;
  /** Paths of files that differ or that git does not know, below the root of the repository. */
  modified: string[];
} {
  const folder = dirname(fileURLToPath(import.meta.url));
  let commit: string | null = null;
  try {
    commit = gitCommit(folder);
  } catch {
    return { commit, isModified: null, modified: [] };
  }
  const { status, stdout } = spawnSync('git', ['status', '--porcelain'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) return { commit, isModified: null, modified: [] };
  const modified = stdout
    .split('\n')
    // What git does not know is part of the code only among the code.
    .filter((line) => line !== '' && (!line.startsWith('??') || line.startsWith('?? packages/')))
    .map((line) => line.slice(3));
  return { commit, isModified: modified.length > 0, modified };
}
