import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { machine, release, type as systemName, version as systemVersion } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileFailure } from './files/failure.ts';

/** Larger files are named but not hashed. */
export const LARGEST_HASHED_BYTES = 50 * 1024 * 1024;

/** An entry of `external_files` in `run_config.json`. */
export interface ExternalFile {
  /** Absolute. */
  readonly path: string;
  readonly exists: boolean;
  readonly size_bytes: bigint | null;
  /** Time of the last change, UTC. */
  readonly modified_utc: string | null;
  /** Null when the file is missing, unreadable or above 50 MiB. */
  readonly sha256: string | null;
}

/** The machine-dependent keys of `run_config.json`. */
export interface Environment {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** HEAD of the checkout that the code runs from; null outside of one. */
  readonly git_commit: string | null;
  readonly node: { readonly version: string; readonly executable: string };
  readonly platform: {
    readonly system: string;
    readonly release: string;
    readonly version: string;
    readonly machine: string;
    readonly processor: string;
  };
  /** Name → installed version, or null when it is not installed. */
  readonly packages: Readonly<Record<string, string | null>>;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly timestamp_utc: string;
}

/**
 * SHA-256 of a file in hexadecimal.
 *
 * @throws FileError when it cannot be read
 */
export function hashFile(path: string): string {
  const hash = createHash('sha256');
  try {
    const descriptor = openSync(path, 'r');
    try {
      const buffer = Buffer.allocUnsafe(1 << 20);
      for (;;) {
        const count = readSync(descriptor, buffer, 0, buffer.length, null);
        if (count === 0) break;
        hash.update(buffer.subarray(0, count));
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw fileFailure('read', path, error);
  }
  return hash.digest('hex');
}

/** What identifies a table that a run read. A missing file is described as such. */
export function describeExternalFile(path: string): ExternalFile {
  const absolute = resolve(path);
  const status = attempt(() => statSync(absolute));
  if (status === null || !status.isFile())
    return { path: absolute, exists: false, size_bytes: null, modified_utc: null, sha256: null };
  return {
    path: absolute,
    exists: true,
    size_bytes: BigInt(status.size),
    modified_utc: utcSecond(status.mtime),
    sha256: status.size > LARGEST_HASHED_BYTES ? null : attempt(() => hashFile(absolute)),
  };
}

/** Describes each path once, in the order of first mention; paths that are not set are passed over. */
export function describeExternalFiles(paths: readonly (string | null)[]): ExternalFile[] {
  const absolute = paths.filter((path) => path !== null).map((path) => resolve(path));
  return [...new Set(absolute)].map(describeExternalFile);
}

/**
 * Where and with what a run was made. Whatever cannot be found out is null; it never fails.
 *
 * @param packages names of the packages whose versions matter
 * @param from a folder of the code, from which its checkout and packages are looked for
 */
export function describeEnvironment(
  packages: readonly string[] = ['hyparquet', 'hyparquet-writer', 'csv-parse'],
  from: string = dirname(fileURLToPath(import.meta.url)),
): Environment {
  return {
    argv: process.argv,
    cwd: process.cwd(),
    git_commit: attempt(() => gitCommit(from)),
    node: { version: process.versions.node, executable: process.execPath },
    platform: {
      system: systemName(),
      release: release(),
      version: systemVersion(),
      machine: machine(),
      processor: process.arch,
    },
    packages: Object.fromEntries(
      packages.map((name) => [name, attempt(() => packageVersion(name, from))]),
    ),
    timestamp_utc: utcSecond(new Date()),
  };
}

/** The commit that is checked out in the repository around `from`, read from its files; null outside of one. */
export function gitCommit(from: string): string | null {
  const marker = findUpwards(from, '.git');
  if (marker === null) return null;
  const gitDir = statSync(marker).isDirectory()
    ? marker
    : resolveFrom(dirname(marker), readText(marker).replace(/^gitdir:\s*/, ''));
  const head = readText(join(gitDir, 'HEAD'));
  if (!head.startsWith('ref: ')) return head;
  const ref = head.slice('ref: '.length);
  const common = attempt(() => resolveFrom(gitDir, readText(join(gitDir, 'commondir')))) ?? gitDir;
  return (
    attempt(() => readText(join(gitDir, ref))) ??
    attempt(() => readText(join(common, ref))) ??
    attempt(() => packedCommit(readText(join(common, 'packed-refs')), ref))
  );
}

function packedCommit(packedRefs: string, ref: string): string | null {
  const line = packedRefs.split('\n').find((entry) => entry.endsWith(` ${ref}`));
  return line?.split(' ')[0] ?? null;
}

function packageVersion(name: string, from: string): string | null {
  const manifest = findUpwards(from, join('node_modules', name, 'package.json'));
  return manifest === null ? null : (JSON.parse(readText(manifest)).version ?? null);
}

function findUpwards(from: string, name: string): string | null {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const candidate = join(folder, name);
    if (attempt(() => statSync(candidate)) !== null) return candidate;
    if (folder === dirname(folder)) return null;
  }
}

function resolveFrom(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function readText(path: string): string {
  return readFileSync(path, 'utf8').trim();
}

function utcSecond(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

/** The value, or null when finding it out fails. */
function attempt<T>(find: () => T): T | null {
  try {
    return find();
  } catch {
    return null;
  }
}
