import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '@marsdisk/config';
import { type Run, takeRecords } from '@marsdisk/core';
import { OUTPUT_FILES } from '@marsdisk/io';
import type { Crew } from '../run/crew.ts';
import { openOutputs } from '../run/outputs.ts';

/** What a short piece of a run took. */
export interface Calibration {
  /** Steps that were taken, and the time for them, s. */
  readonly steps: number;
  readonly seconds: number;
  /** Time of a step once the engine is warm, s. */
  readonly secondsPerStep: number;
  /** Time to write the rows of a step, s. */
  readonly writingPerStep: number;
}

const WARM_UP_MS = 300;
const MEASURED_MS = 300;
const STEPS_AT_ONCE = 16;
/** So many steps are written first, for the writer to get warm, and so many are timed at most. */
const WRITTEN_STEPS = { first: 16, most: 96 };

/**
 * Takes the first steps of a run for a little more than half a second, and writes some of them to a temporary folder.
 *
 * @param run that nobody needs any more
 */
export async function calibrate(run: Run, crew: Crew, io: Config['io']): Promise<Calibration> {
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  const writer = openSample(run, io);
  try {
    let written = { steps: 0, seconds: 0 };
    let warm: { step: number; at: number } | null = null;
    let stepping = 0;
    while (run.stopReason === null && stepping < WARM_UP_MS + MEASURED_MS) {
      const before = elapsed();
      await crew.advance(STEPS_AT_ONCE);
      stepping += elapsed() - before;
      if (warm === null && stepping >= WARM_UP_MS) warm = { step: run.clock.step, at: stepping };
      written = writer.write(written);
    }
    const { step } = run.clock;
    const hasMeasured = warm !== null && step > warm.step;
    return {
      steps: step,
      seconds: stepping / 1000,
      secondsPerStep: hasMeasured
        ? (stepping - warm!.at) / 1000 / (step - warm!.step)
        : stepping / 1000 / Math.max(step, 1),
      writingPerStep: written.seconds / Math.max(written.steps, 1),
    };
  } finally {
    writer.remove();
  }
}

interface Written {
  readonly steps: number;
  readonly seconds: number;
}

/** Files of a sample of rows. */
function openSample(run: Run, io: Config['io']) {
  const folder = mkdtempSync(join(tmpdir(), 'marsdisk-estimate-'));
  for (const name of [OUTPUT_FILES.seriesFolder, OUTPUT_FILES.checksFolder])
    mkdirSync(join(folder, name));
  const { compression } = io.streaming;
  const streaming = { enable: true, compression, merge_at_end: false, cleanup_chunks: false };
  const outputs = openOutputs(folder, streaming, io.mass_budget_cells, () => {});
  let from = 0;
  let isWarm = false;
  return {
    write(before: Written): Written {
      const { step } = run.clock;
      if (before.steps >= WRITTEN_STEPS.most || step - from < WRITTEN_STEPS.first) return before;
      const began = performance.now();
      const records = takeRecords(run.recorder);
      outputs.flush(records, step);
      const seconds = (performance.now() - began) / 1000;
      const steps = step - from;
      from = step;
      if (isWarm) return { steps: before.steps + steps, seconds: before.seconds + seconds };
      isWarm = true;
      return before;
    },
    remove() {
      try {
        outputs.salvage();
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
