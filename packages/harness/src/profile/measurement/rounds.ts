import { availableParallelism } from 'node:os';
import type { Variant } from '../definition/variants.ts';
import { isEnough, WANTED_SAMPLES } from './enough.ts';
import {
  type MeasuredProcess,
  type MeasuredWork,
  type PacedProcess,
  type Stage,
  startProcess,
} from './process.ts';

/** Most processes that take turns: all of them stay in memory. */
export const MOST_IN_TURNS = 6;

/** Hears how far the processes are. */
export interface RoundListener {
  readonly onStage: (label: string, stage: Stage) => void;
  /** Called when all are warm. */
  readonly onTurns: () => void;
}

/**
 * Measures engines, each in a process of its own. The processes warm up side by side and then take turns, one at a time,
 * A B B A …, so that a drift of the machine hits all alike. A turn lasts as long as the longest pass: who is faster takes
 * several passes in it.
 *
 * @param stemOf name of the files of a variant, without extension
 * @param isReversed whether the last variant begins
 * @returns what each process left, in the order of the variants
 * @throws what a configuration or a run throws; MarsDiskError when a process dies
 */
export async function measureInTurns(
  work: MeasuredWork,
  variants: readonly Variant[],
  stemOf: (variant: Variant) => string,
  isReversed: boolean,
  { onStage, onTurns }: RoundListener,
): Promise<MeasuredProcess[]> {
  const open: PacedProcess[] = [];
  try {
    const { measure, repeats } = work.profile;
    const wantedSamples = Math.ceil(WANTED_SAMPLES / repeats);
    let turn = 0;
    const most = processesAtOnce(variants);
    for (let i = 0; i < variants.length; i += most) {
      const batch = variants
        .slice(i, i + most)
        .map((variant) =>
          startProcess(work, variant, stemOf(variant), (stage) => onStage(variant.label, stage)),
        );
      open.push(...batch);
      for (const { passSeconds } of await Promise.all(batch.map(({ warm }) => warm)))
        turn = Math.max(turn, passSeconds);
    }
    onTurns();
    const sides = open.map((one) => ({ one, seconds: 0, passes: 0, samples: 0 }));
    const isDone = () => sides.every((side) => isEnough(side, measure, wantedSamples));
    for (let round = isReversed ? 1 : 0; !isDone(); round++)
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        let left = measure.seconds > 0 ? turn : 0;
        do {
          const { seconds, samples } = await side.one.pass();
          side.seconds += seconds;
          side.samples += samples;
          side.passes++;
          left -= seconds;
          // A pass more that would end after the turn for its larger part is left to the next one.
          if (left < seconds / 2) break;
        } while (left > 0);
      }
    // One after the other: each has a profile to write.
    const measured: MeasuredProcess[] = [];
    for (const one of open) measured.push(await one.finish());
    return measured;
  } catch (error) {
    await Promise.all(open.map((one) => one.kill()));
    throw error;
  }
}

/** Processes that warm up side by side: each leaves a core to its compiler and its garbage collector where there is one. */
function processesAtOnce(variants: readonly Variant[]): number {
  const cores = availableParallelism();
  if (cores === 1 || variants.some(({ workers }) => workers > 1)) return 1;
  return Math.max(2, Math.floor(cores / 2));
}
