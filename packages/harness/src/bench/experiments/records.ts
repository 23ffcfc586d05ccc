import { duration } from '../../profile/report/quantities.ts';
import { type Experiment, fastSide, rowOf } from '../experiment.ts';
import { NO_RECORDS } from '../sideRequest.ts';

const EVERY_STEP = { seriesStride: 1, diagnosticsStride: 1 };
const ALL = 'series, diagnostics, distributions';

/** What keeping rows costs; handing them over is part of it, files are not. */
export const records: Experiment = {
  name: 'records',
  about: 'the fast engine with more and more rows kept in memory, one of every step',
  groups: [
    {
      name: 'records',
      sides: [
        fastSide('nothing'),
        fastSide('series', { recording: { ...NO_RECORDS, seriesStride: 1 } }),
        fastSide('series, diagnostics', { recording: { ...NO_RECORDS, ...EVERY_STEP } }),
        fastSide(ALL, { recording: { ...NO_RECORDS, ...EVERY_STEP, psdStride: 1 } }),
        fastSide('as configured', { recording: null }),
      ],
    },
  ],
  clock: 'processor',
  rounds: 12,
  passSeconds: 0.15,
  judge(rows) {
    const bare = rowOf(rows, 'series, diagnostics').processor.median;
    const full = rowOf(rows, ALL).processor.median;
    return [
      {
        goal: 'with series and diagnostics in memory at most 4.5 µs a cell-step',
        measured: duration(bare),
        isMet: bare <= 4.5e-6,
      },
      {
        goal: 'with series, diagnostics and distributions at most 7 µs a cell-step',
        measured: duration(full),
        isMet: full <= 7e-6,
      },
    ];
  },
};
