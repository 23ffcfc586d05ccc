import { ConfigurationError } from '@marsdisk/core';
import { FLAGS, type Flag } from '@marsdisk/fast';
import { engineSpec, hasCaches } from '../../engines.ts';
import type { Comparison, EngineResult, ProfileResult } from '../results/result.ts';
import type { Ratio } from '../results/spread.ts';

/** A base and a candidate that a report shows side by side. */
export interface ReportedPair {
  /** `fast against core` */
  readonly title: string;
  readonly base: EngineResult;
  readonly candidate: EngineResult;
  readonly comparison: Comparison;
}

/** All pairs of a result in the order of its comparisons. */
export function reportedPairs({ engines, comparisons }: ProfileResult): ReportedPair[] {
  const byLabel = new Map(engines.map((engine) => [engine.label, engine]));
  return comparisons.flatMap((comparison) => {
    const base = byLabel.get(comparison.base);
    const candidate = byLabel.get(comparison.candidate);
    if (base === undefined || candidate === undefined) return [];
    return [{ title: `${candidate.label} against ${base.label}`, base, candidate, comparison }];
  });
}

/** The pair that is shown first: that of the optimised engine with everything on, if there is one. */
export function mainPair(pairs: readonly ReportedPair[]): ReportedPair | null {
  const optimised = pairs.filter(({ candidate }) => hasCaches(candidate.engine));
  return (
    optimised.find(({ candidate }) => candidate.cache === 'all') ?? optimised[0] ?? pairs[0] ?? null
  );
}

/** The optimisations that the candidate has and the base has not, in the order of their declaration. */
export function addedFlags({ base, candidate }: ReportedPair): Flag[] {
  const before = flagsOf(base);
  const after = flagsOf(candidate);
  return FLAGS.filter(({ name }) => after.has(name) && !before.has(name));
}

function flagsOf({ engine, cache }: EngineResult): ReadonlySet<string> {
  try {
    const spec = engineSpec(engine, cache);
    return new Set<string>(spec.engine === 'fast' ? spec.flags : []);
  } catch (error) {
    // A stored result may name an engine or a flag of another version.
    if (error instanceof ConfigurationError) return new Set();
    throw error;
  }
}

/** `95 % interval 1.20 to 1.31`; empty if there is none. */
export function intervalRemark({ low, high }: Ratio): string {
  return low === null || high === null
    ? ''
    : `95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}`;
}
