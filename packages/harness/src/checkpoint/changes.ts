import type { Config } from '@marsdisk/config';
import { ConfigurationError } from '@marsdisk/core';
import type { EngineSpec } from '@marsdisk/fast';
import type { ExternalFile } from '@marsdisk/io';

/** What tells one state of this software from another. */
export interface Software {
  readonly version: string;
  /** Null if it is unknown, which equals nothing but unknown. */
  readonly commit: string | null;
}

/** What the results of a run depend on. */
export interface Conditions extends Software {
  readonly config: Config;
  /** Null when it is unknown. */
  readonly engine: EngineSpec | null;
  readonly tables: readonly ExternalFile[];
}

/** Settings that change no result. */
const FREE: readonly string[] = [
  'io.outdir',
  'io.quiet',
  'io.progress',
  'numerics.checkpoint',
  'numerics.resume',
];

/** Every difference between two configurations that can change a result, as `path: before → now`. */
export function configChanges(before: Config, now: Config): string[] {
  const found: string[] = [];
  compare('', before, now, found);
  return found;
}

/**
 * Refuses to go on with a run under other conditions.
 *
 * @throws ConfigurationError that names every difference
 */
export function refuseChanges(before: Conditions, now: Conditions): void {
  const changes = findChanges(before, now);
  if (changes.length === 0) return;
  throw new ConfigurationError(
    [
      'resume: the run was started under other conditions; it would not end as it began (--allow-changes goes on all the same):',
      ...changes.map((change) => `  ${change}`),
    ].join('\n'),
  );
}

/** Every difference between two sets of conditions, one sentence each. */
export function findChanges(before: Conditions, now: Conditions): string[] {
  const found = [...softwareChanges(before, now), ...configChanges(before.config, now.config)];
  const engines = [before.engine, now.engine].map((engine) => JSON.stringify(engine));
  if (engines[0] !== engines[1]) found.push(`engine: ${engines[0]} → ${engines[1]}`);
  const tables = new Map(now.tables.map((table) => [table.path, table]));
  for (const { path, size_bytes, sha256 } of before.tables) {
    const table = tables.get(path);
    // Which tables are read follows from the configuration.
    if (table === undefined) continue;
    if (table.size_bytes !== size_bytes || table.sha256 !== sha256)
      found.push(`${path}: its content has changed`);
  }
  return found;
}

/** What tells the software that wrote a checkpoint from another one, one sentence each. */
export function softwareChanges(before: Software, now: Software): string[] {
  const found: string[] = [];
  if (before.version !== now.version)
    found.push(`version of marsdisk: ${before.version} → ${now.version}`);
  if (before.commit !== now.commit)
    found.push(`commit of marsdisk: ${shortCommit(before)} → ${shortCommit(now)}`);
  return found;
}

function shortCommit({ commit }: Software): string {
  return commit?.slice(0, 12) ?? 'unknown';
}

function compare(path: string, before: unknown, now: unknown, found: string[]): void {
  if (FREE.includes(path) || Object.is(before, now)) return;
  if (!isSection(before) || !isSection(now)) {
    const texts = [before, now].map((value) => JSON.stringify(value) ?? 'nothing');
    if (texts[0] !== texts[1]) found.push(`${path}: ${texts[0]} → ${texts[1]}`);
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(now)]))
    compare(path === '' ? key : `${path}.${key}`, before[key], now[key], found);
}

function isSection(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
