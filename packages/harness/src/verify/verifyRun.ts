import { createPlainEngine } from '@marsdisk/core';
import type { EngineSpec } from '@marsdisk/fast';
import { type CellValue, RELATIVE_TOLERANCE } from '../compare/columns.ts';
import { compareOutputs, type OutputComparison, type PlacedDeviation } from './compareOutputs.ts';
import { invariantRun } from './invariants/invariant.ts';
import { INVARIANTS } from './invariants/invariants.ts';
import { type InMemoryRun, type PreparedRun, runInMemory } from './runInMemory.ts';
import type { Check, Variant } from './variants.ts';

/** A deviation as it is reported; plain data. */
export interface ReportedDeviation {
  /** Table and column, for example "run.Sigma_surf". */
  readonly column: string;
  readonly row: number;
  readonly relative: number;
  readonly absolute: number;
  readonly actual: CellValue;
  readonly expected: CellValue;
}

/** The outcome of one comparison; plain data. */
export interface Verdict {
  readonly check: Check;
  /** Scenario or golden run. */
  readonly scenario: string;
  /** What was compared with the plain engine, the golden numbers or the laws. */
  readonly variant: string;
  readonly passes: boolean;
  readonly isIdentical: boolean;
  /** Values compared. */
  readonly values: number;
  readonly worst: ReportedDeviation | null;
  /** Every column that disagrees and everything else that is wrong, in sentences. */
  readonly problems: readonly string[];
  /** Time of the steps, ms. */
  readonly elapsed: number;
}

/** Runs a configuration the way a variant says. */
export type RunVariant = (run: PreparedRun, variant: Variant) => InMemoryRun | Promise<InMemoryRun>;

const MOST_PROBLEMS = 20;

/** Runs the plain engine once, checks the laws on it, and compares every variant with it or with itself without threads. */
export async function* verifyRun(
  run: PreparedRun,
  variants: readonly Variant[],
  runVariant: RunVariant,
  tolerance: number = RELATIVE_TOLERANCE,
): AsyncGenerator<Verdict> {
  const plain = runInMemory(run, createPlainEngine);
  yield checkInvariants(run, plain);
  /** Runs without threads, by engine. */
  const alone = new Map([[nameOf({ engine: 'core' }), plain]]);
  for (const variant of variants) {
    const actual = await runVariant(run, variant);
    const engine = nameOf(variant.engine);
    if (variant.reference === 'alone' && !alone.has(engine))
      alone.set(engine, await runVariant(run, { ...variant, team: null }));
    const expected = variant.reference === 'alone' ? alone.get(engine)! : plain;
    const compared = compareOutputs(actual, expected, variant.comparison, tolerance);
    yield verdictOf(variant.check, run.name, variant.name, compared, actual.elapsed);
  }
}

function nameOf(engine: EngineSpec): string {
  return JSON.stringify(engine);
}

/** The verdict on the laws that every run obeys. */
export function checkInvariants({ name, config }: PreparedRun, run: InMemoryRun): Verdict {
  const seen = invariantRun(run.setup, run, config.io.series_stride);
  const problems: string[] = [];
  let worst: ReportedDeviation | null = null;
  for (const { name: law, statement, check } of INVARIANTS) {
    let count = 0;
    for (const { table, column, row, actual, expected } of check(seen)) {
      count++;
      const isNumber = typeof actual === 'number' && typeof expected === 'number';
      const absolute = isNumber ? Math.abs(actual - expected) : Number.NaN;
      const relative = isNumber ? absolute / Math.abs(expected) : Number.NaN;
      const place = `${table}.${column}`;
      worst ??= { column: place, row, relative, absolute, actual, expected };
      if (count === 1)
        problems.push(
          `${law}: ${place} row ${row} is ${actual}, not ${expected}; the law: ${statement}`,
        );
    }
    if (count > 1) problems.push(`${law}: broken in ${count} places`);
  }
  return {
    check: 'invariants',
    scenario: name,
    variant: 'core',
    passes: problems.length === 0,
    isIdentical: problems.length === 0,
    values: 0,
    worst,
    problems: atMost(MOST_PROBLEMS, problems),
    elapsed: run.elapsed,
  };
}

/** The verdict on a comparison. */
export function verdictOf(
  check: Check,
  scenario: string,
  variant: string,
  { agrees, isIdentical, values, worst, failures, problems }: OutputComparison,
  elapsed: number,
): Verdict {
  return {
    check,
    scenario,
    variant,
    passes: agrees,
    isIdentical,
    values,
    worst: worst === null ? null : reported(worst),
    problems: atMost(MOST_PROBLEMS, [...problems, ...failures.map(sentence)]),
    elapsed,
  };
}

function reported({ table, column, row, relative, absolute, actual, expected }: PlacedDeviation) {
  return { column: `${table}.${column}`, row, relative, absolute, actual, expected };
}

function atMost(count: number, sentences: readonly string[]): string[] {
  const rest = sentences.length - count;
  return rest > 0 ? [...sentences.slice(0, count), `and ${rest} more`] : [...sentences];
}

function sentence({ table, column, row, actual, expected, relative }: PlacedDeviation): string {
  return `${table}.${column} row ${row}: ${actual} instead of ${expected} (relative ${relative.toExponential(1)})`;
}
