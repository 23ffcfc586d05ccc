import { chosen } from './controls.js';
import { numberText, quantityText } from './format.js';
import { curvesOverTime, numbersOverCells, statesOverCells } from './overTime.js';
import { sizesAtTime, sizesOverTime } from './sizesOfCell.js';

/** A loss that is the initial mass but for rounding needs no word. */
const LEAST_EXCESS = 1.0005;

/** How each chart is drawn, read and put into a table; or a sentence that stands for it. */
export function drawings(meta, { curves, maps }, psd) {
  const { columns, initialMass } = meta;
  const losses = [
    { name: 'blow-out', values: curves.lostByBlowout, color: 'var(--curve-0)' },
    { name: 'sinks', values: curves.lostBySinks, color: 'var(--curve-1)' },
    ...(curves.lostBySublimation === null
      ? []
      : [
          {
            name: 'attributed to sublimation',
            values: curves.lostBySublimation,
            color: 'var(--curve-2)',
            dash: '6 4',
          },
        ]),
  ];
  const rates = [
    { name: 'blow-out', values: curves.blowoutRate, color: 'var(--curve-0)' },
    { name: 'sinks', values: curves.sinkRate, color: 'var(--curve-1)' },
  ];
  const drawings = {
    lost: (view, width) =>
      curvesOverTime(view, width, {
        curves: losses,
        label: 'mass lost',
        unit: columns.mass_lost_by_blowout.unit,
        scale: chosen('lost-scale'),
        isFromZero: true,
        nothing: 'Nothing was lost.',
        level: initialMass === null ? null : { name: 'initial mass', value: initialMass },
        notes: excessNote(meta, curves),
      }),
    rate: (view, width) =>
      curvesOverTime(view, width, {
        curves: rates,
        label: 'dM/dt',
        unit: columns.M_out_dot.unit,
        scale: chosen('rate-scale'),
        isFromZero: true,
        band: curves.rateLow === null ? null : [curves.rateLow, curves.rateHigh],
        nothing: 'Nothing was lost at any recorded time.',
      }),
    temperature: (view, width) =>
      curvesOverTime(view, width, {
        curves: [{ name: 'T_Mars', values: curves.temperature, color: 'var(--curve-0)' }],
        label: 'temperature T_Mars',
        unit: columns.T_M_used.unit,
        scale: chosen('temperature-scale'),
        constant: 'The same at all times',
      }),
    size: (view, width) =>
      curvesOverTime(view, width, {
        curves: [
          { name: 'blow-out size', values: curves.blowoutSize, color: 'var(--curve-0)' },
          {
            name: 'smallest size in the grid',
            values: curves.smallestSize,
            color: 'var(--curve-1)',
            dash: '6 4',
          },
        ],
        label: 'grain size',
        unit: columns.a_blow.unit,
        scale: chosen('size-scale'),
        isLength: true,
        constant: 'The same at all times',
      }),
    tau: (view, width) =>
      numbersOverCells(view, width, {
        values: maps.tau,
        range: maps.tauRange,
        label: 'optical depth τ',
        symbol: 'τ',
        unit: columns.tau.unit,
        scale: chosen('tau-scale'),
      }),
    sigma: (view, width) =>
      numbersOverCells(view, width, {
        values: maps.sigma,
        range: maps.sigmaRange,
        label: 'surface density Σ',
        symbol: 'Σ',
        unit: columns.Sigma_surf.unit,
        scale: chosen('sigma-scale'),
      }),
    phase: (view, width) => statesOverCells(view, width, maps),
  };
  if (psd !== null) {
    drawings.sizemap = (view, width) => sizesOverTime(view, width, psd, meta);
    drawings.psd = (view, width) => sizesAtTime(view, width, psd, { columns, curves });
  }
  return drawings;
}

/** Why more can be lost than there was. */
function excessNote({ initialMass, isSupplied, columns }, { lostByBlowout, lostBySinks }) {
  const lost = lostByBlowout.at(-1) + lostBySinks.at(-1);
  if (initialMass === null || !(lost > LEAST_EXCESS * initialMass)) return [];
  const { unit } = columns.mass_lost_by_blowout;
  return [
    `The loss is ${numberText(lost / initialMass, 3)} times the initial mass of ${quantityText(initialMass, unit)}: ` +
      `${isSupplied ? 'new grains are supplied all the time, and ' : ''}a loss is booked as the rate at the start of a ` +
      'step times its length, even where less was left (“Reading the losses” in README.md).',
  ];
}
