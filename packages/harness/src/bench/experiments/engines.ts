import { digits, duration } from '../../profile/report/quantities.ts';
import { type Experiment, fastSide, rowOf } from '../experiment.ts';

/** How much faster than the plain engine. */
export const engines: Experiment = {
  name: 'engines',
  about: 'the plain engine and the fast one with all flags; the steps alone, nothing recorded',
  groups: [
    {
      name: 'engines',
      sides: [fastSide('core', { engine: 'core', cache: null }), fastSide('fast')],
    },
  ],
  clock: 'processor',
  rounds: 12,
  passSeconds: 0.25,
  judge(rows) {
    const { processor, speedup } = rowOf(rows, 'fast');
    const ratio = speedup?.ratio ?? Number.NaN;
    return [
      {
        goal: 'fast takes at most 4.5 µs a cell-step',
        measured: duration(processor.median),
        isMet: processor.median <= 4.5e-6,
      },
      {
        goal: 'fast takes at most 2.5 µs a cell-step (aim)',
        measured: duration(processor.median),
        isMet: processor.median <= 2.5e-6,
      },
      {
        goal: 'fast is at least 150 times as fast as core',
        measured: `${digits(ratio)} ×`,
        isMet: ratio >= 150,
      },
    ];
  },
};
