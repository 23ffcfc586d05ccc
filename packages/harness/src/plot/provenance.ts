import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OUTPUT_FILES, TEMPORARY_SUFFIX } from '@marsdisk/io';
import type { RunFolder } from '../table/runFolder.ts';

/** Where the curves of a page come from. */
export interface Provenance {
  /** File name of the configuration; null when it is not known. */
  readonly configName: string | null;
  /**
   * First twelve digits of the SHA-256 of the configuration with all defaults, without `io`, which does not change what is
   * computed; null when it is not known.
   */
  readonly configHash: string | null;
  /** When `run_config.json` was completed, UTC; null for a run that has not come to its end. */
  readonly ended: string | null;
  /** When it was written before the first step, UTC; null once the run has come to its end. */
  readonly begun: string | null;
  readonly commit: string | null;
  readonly engine: string | null;
  readonly workers: number | null;
  readonly steps: number | null;
  readonly stopReason: string | null;
  /** M_Mars; null when no budget was kept. */
  readonly initialMass: number | null;
  readonly isSupplied: boolean;
  /** R_Mars. */
  readonly radii: readonly [inner: number, outer: number] | null;
  /** m */
  readonly sizes: readonly [smallest: number, largest: number] | null;
  readonly bins: number | null;
}

/** Reads what a run says about itself; what is missing is null. */
export function provenance(folder: RunFolder): Provenance {
  const { record, directory } = folder;
  const config = branch(record?.['config']);
  const sizes = branch(config?.['sizes']);
  const grid = branch(branch(config?.['disk'])?.['geometry']);
  const source = text(record?.['config_source_path']);
  return {
    configName: source === null ? null : basename(source),
    configHash: config === null ? null : configHash(config),
    ended: text(record?.['timestamp_utc']),
    begun: folder.end === 'unfinished' ? timeOf(join(directory, OUTPUT_FILES.runConfig)) : null,
    commit: text(record?.['git_commit']),
    engine: text(branch(record?.['engine'])?.['name']),
    workers: number(record?.['workers']),
    steps: number(record?.['steps_done']),
    stopReason: text(summary(directory)?.['stop_reason']),
    initialMass: initialMass(directory),
    isSupplied: branch(config?.['supply'])?.['enabled'] !== false,
    radii: pair(grid?.['r_in_RM'], grid?.['r_out_RM']),
    sizes: pair(sizes?.['s_min'], sizes?.['s_max']),
    bins: number(sizes?.['n_bins']),
  };
}

/** Tells one run from another in a line: hash of its configuration, when it ended or began, commit. */
export function runMark({ configHash: hash, ended, begun, commit }: Provenance): string {
  return [
    `config ${hash ?? 'unknown'}`,
    ended === null ? `begun ${begun ?? 'unknown'}` : `ended ${ended}`,
    `commit ${commit?.slice(0, 12) ?? 'unknown'}`,
  ].join('; ');
}

function configHash({ io: _, ...physics }: Branch): string {
  return createHash('sha256').update(JSON.stringify(physics)).digest('hex').slice(0, 12);
}

/** When a file was changed; null when it is not there. */
function timeOf(path: string): string | null {
  const changed = statSync(path, { throwIfNoEntry: false })?.mtime;
  return changed === undefined ? null : changed.toISOString().replace(/\.\d+Z$/, 'Z');
}

type Branch = Readonly<Record<string, unknown>>;

function branch(value: unknown): Branch | null {
  return value !== null && typeof value === 'object' ? (value as Branch) : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function pair(first: unknown, second: unknown): readonly [number, number] | null {
  return typeof first === 'number' && typeof second === 'number' ? [first, second] : null;
}

/** Only a complete run has one. */
function summary(directory: string): Branch | null {
  try {
    return branch(JSON.parse(readFileSync(join(directory, OUTPUT_FILES.summary), 'utf8')));
  } catch {
    return null;
  }
}

/** The initial mass in the first row of the budget, which a run that was cut off has under a temporary name. */
function initialMass(directory: string): number | null {
  const [folder, name] = [
    join(directory, dirname(OUTPUT_FILES.massBudget)),
    basename(OUTPUT_FILES.massBudget),
  ];
  try {
    const file = readdirSync(folder)
      .sort()
      .find((one) => one.replace(TEMPORARY_SUFFIX, '') === name);
    const [head = '', row = ''] =
      file === undefined ? [] : beginning(join(folder, file)).split('\n', 2);
    const value = Number.parseFloat(row.split(',')[head.split(',').indexOf('mass_initial')] ?? '');
    return Number.isNaN(value) ? null : value;
  } catch {
    return null;
  }
}

function beginning(path: string): string {
  const buffer = Buffer.alloc(1024);
  const descriptor = openSync(path, 'r');
  try {
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(descriptor);
  }
}
