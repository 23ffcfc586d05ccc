import { FLAG_NAMES } from '@marsdisk/fast';
import { type BenchGroup, type Experiment, fastSide, rowOf } from '../experiment.ts';

/** Below this the interval around 1 says that a flag is worth nothing here. */
const WORTH = 1.01;

/** What each flag is worth: alone against none, and all against all but it. */
export const flags: Experiment = {
  name: 'flags',
  about: 'each optimisation alone (against none) and left out (all against all but it)',
  groups: FLAG_NAMES.flatMap((name): BenchGroup[] => [
    {
      name: `${name} alone`,
      sides: [fastSide('off', { cache: 'off' }), fastSide(`only ${name}`, { cache: name })],
    },
    {
      name: `${name} left out`,
      sides: [fastSide(`all but ${name}`, { cache: `-${name}` }), fastSide('all')],
    },
  ]),
  clock: 'processor',
  rounds: 8,
  passSeconds: 0.1,
  judge: (rows) =>
    FLAG_NAMES.map((name) => {
      const alone = rowOf(rows, `only ${name}`).speedup;
      const among = rowOf(rows, 'all', `${name} left out`).speedup;
      const helps = [alone, among].some((gain) => gain !== null && (gain.low ?? 0) >= WORTH);
      return {
        goal: `${name} makes the run faster, alone or among the others`,
        measured: `${times(alone?.ratio)} alone, ${times(among?.ratio)} among the others`,
        isMet: helps,
      };
    }),
};

function times(ratio: number | undefined): string {
  return ratio === undefined ? '–' : `${ratio.toFixed(2)} ×`;
}
