import { createPlainEngine } from '@marsdisk/core';
import { expect, it } from 'vitest';
import { runInMemory } from '../../src/verify/runInMemory.ts';
import { loadScenario } from '../../src/verify/scenario.ts';
import { ROOT } from './support.ts';

/** A run whose series, diagnostics and size distributions are kept every so many steps. */
async function runWith(series: number, diagnostics: number, sizes: number) {
  const strides = [
    `io.series_stride=${series}`,
    `io.diagnostics_stride=${diagnostics}`,
    `io.psd_history_stride=${sizes}`,
  ];
  return runInMemory(await loadScenario(ROOT, 'thin-dust', strides), createPlainEngine);
}

it.each(['run', 'diagnostics', 'psd_hist'] as const)(
  'a row of %s is the same at any stride',
  async (name) => {
    const [every, some] = [await runWith(1, 1, 1), await runWith(5, 7, 3)].map(
      ({ tables }) => tables.get(name)!,
    );
    const kept = new Set(Array.from(some!.values('time')));
    expect(kept.size).toBeGreaterThan(1);
    const isKept = Array.from(every!.values('time'), (time) => kept.has(time));
    for (const { name: column } of every!.columns)
      expect(Array.from(some!.values(column)), column).toEqual(
        Array.from(every!.values(column)).filter((_, row) => isKept[row]),
      );
  },
);
