import { bytes, duration } from '../profile/report/quantities.ts';
import type { CostModel, EngineCosts } from './costModel.ts';

/** The fitted costs as formulas; n is the number of bins. */
export function modelText(model: CostModel): string {
  const { records } = model;
  return [
    ...engineLines('core', model.core),
    ...engineLines('fast', model.fast),
    `rows      a step with all of them: + cells × (${sum(
      [
        [records.cell, ''],
        [records.bin, ' n'],
      ],
      duration,
    )})`,
    '',
  ].join('\n');
}

function engineLines(name: string, { time, memory }: EngineCosts): string[] {
  const ofCell = sum(
    [
      [time.cell, ''],
      [time.bin, ' n'],
      [time.pair, ' n²'],
      [time.triple, ' n³'],
    ],
    duration,
  );
  const memoryOfCell = sum(
    [
      [memory.cell, ''],
      [memory.bin, ' n'],
      [memory.pair, ' n²'],
    ],
    bytes,
  );
  const once = sum(
    [
      [memory.process, ''],
      [memory.table, ' n³'],
    ],
    bytes,
  );
  return [
    `${name}      a step: ${sum([[time.step, '']], duration)} + cells × (${ofCell})`,
    `          memory: ${once} + cells × (${memoryOfCell})`,
  ];
}

function sum(
  terms: readonly (readonly [coefficient: number, power: string])[],
  text: (value: number) => string,
): string {
  const kept = terms.filter(([coefficient]) => coefficient > 0);
  return kept.map(([coefficient, power]) => `${text(coefficient)}${power}`).join(' + ') || '0';
}
