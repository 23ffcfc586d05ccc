import { pairedRatio, type RatioEstimate } from '../../bench/ratio.ts';
import type { SidePass } from '../../bench/sideRequest.ts';
import type { RunPlace } from '../measurement/workload.ts';
import { type Spread, spreadOf } from '../results/spread.ts';
import {
  pairedPasses,
  SHORT_TURNS,
  settle,
  stepsOfPass,
  type TurnRule,
  withSides,
} from './turns.ts';

/** Steps before the clock starts: what is computed once for a run is not part of the cost of a step. */
const LEAD_STEPS = 16;

/** What a flag changes in one company; processor time, s per cell-step. */
export interface FlagGain {
  readonly without: Spread;
  readonly with: Spread;
  /** Time without the flag over time with it, of passes measured next to each other; 95 % interval. */
  readonly speedup: RatioEstimate;
  /** The same as a difference of the time of the company: above 0 the flag helps. */
  readonly saved: Saving;
  /** Whether both processes were warm. */
  readonly isSteady: boolean;
}

/** A time that is saved, s per cell-step, and its 95 % interval; null where there are too few rounds for one. */
export interface Saving {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** What an optimisation is worth. */
export interface FlagWorth {
  readonly flag: string;
  /** This flag alone, against all off. */
  readonly alone: FlagGain;
  /** All flags, against all but this one. */
  readonly among: FlagGain;
}

/** What every optimisation of the fast engine is worth in a run; part of `result.json`. */
export interface Waterfall {
  readonly rounds: number;
  /** Steps of a pass in either company, after the lead. */
  readonly steps: { readonly alone: number; readonly among: number };
  readonly leadSteps: number;
  /** All flags off and all on, in the passes of all flags; processor time, s per cell-step. */
  readonly off: Spread;
  readonly all: Spread;
  readonly flags: readonly FlagWorth[];
}

/**
 * Measures each flag alone against all off, and all flags against all but it: one process a set of flags, two taking
 * turns, all passes of a company over the same steps, no row recorded. The two warm up at the same time.
 *
 * @param flags names of flags
 * @param onProgress hears what is measured
 * @throws what the configuration or the run throws
 */
export async function measureWaterfall(
  place: RunPlace,
  flags: readonly string[],
  onProgress: (message: string) => void = () => {},
  rule: TurnRule = SHORT_TURNS,
): Promise<Waterfall> {
  const alone = await measureCompany(place, 'off', flags, rule, (flag) => {
    onProgress(`waterfall: ${flag} alone`);
    return flag;
  });
  const among = await measureCompany(place, 'all', flags, rule, (flag) => {
    onProgress(`waterfall: all but ${flag}`);
    return `-${flag}`;
  });
  const timeOf = (company: typeof alone) =>
    spreadOf(company.pairs.flatMap(({ passes }) => passes.map(([base]) => cost(base))));
  const off = timeOf(alone);
  const all = timeOf(among);
  return {
    rounds: rule.rounds,
    steps: { alone: alone.steps, among: among.steps },
    leadSteps: LEAD_STEPS,
    off,
    all,
    // Time without a flag is that of all off, and with it that of all on; what is known of the other is its ratio.
    flags: flags.map((flag, i) => ({
      flag,
      alone: gainOf(
        alone.pairs[i]!,
        ([without, on]) => [without, on],
        (speedup) => off.median * (1 - 1 / speedup),
      ),
      among: gainOf(
        among.pairs[i]!,
        ([on, without]) => [without, on],
        (speedup) => all.median * (speedup - 1),
      ),
    })),
  };
}

type PairOfPasses = readonly [SidePass, SidePass];

interface MeasuredPair {
  readonly passes: readonly PairOfPasses[];
  readonly isSteady: boolean;
}

/**
 * Two fresh processes for each flag, because the compiler does not decide the same way in every process: one that stayed
 * for all flags would put its luck into every row.
 */
async function measureCompany(
  place: RunPlace,
  base: string,
  flags: readonly string[],
  rule: TurnRule,
  cacheOf: (flag: string) => string,
): Promise<{ steps: number; pairs: MeasuredPair[] }> {
  const variant = (cache: string) => ({ engine: 'fast', cache, workers: 1, isRecording: false });
  const steps = await withSides(place, [variant(base)], ([side]) =>
    stepsOfPass(side!, LEAD_STEPS, rule),
  );
  const pairs: MeasuredPair[] = [];
  for (const flag of flags)
    pairs.push(
      await withSides(place, [variant(base), variant(cacheOf(flag))], async (sides) => {
        const warm = await Promise.all(
          sides.map((side) => settle(side, LEAD_STEPS, steps, rule.warmUp)),
        );
        return {
          passes: await pairedPasses(warm[0]!, warm[1]!, rule.rounds),
          isSteady: warm.every(({ isSteady }) => isSteady),
        };
      }),
    );
  return { steps, pairs };
}

function gainOf(
  { passes, isSteady }: MeasuredPair,
  inOrder: (pair: PairOfPasses) => readonly [without: SidePass, withFlag: SidePass],
  savedBy: (speedup: number) => number,
): FlagGain {
  const costs = passes.map(inOrder).map(([without, on]) => [cost(without), cost(on)] as const);
  const without = costs.map(([left]) => left);
  const on = costs.map(([, right]) => right);
  const speedup = pairedRatio(without, on);
  return {
    without: spreadOf(without),
    with: spreadOf(on),
    speedup,
    saved: {
      value: savedBy(speedup.ratio),
      low: speedup.low === null ? null : savedBy(speedup.low),
      high: speedup.high === null ? null : savedBy(speedup.high),
    },
    isSteady,
  };
}

/** Processor time per cell-step, s. */
function cost({ cpuSeconds, cellSteps }: SidePass): number {
  return cpuSeconds / cellSteps;
}
