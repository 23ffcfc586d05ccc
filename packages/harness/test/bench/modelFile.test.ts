import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { MODEL_FILE, writeModel } from '../../src/bench/modelFile.ts';
import type { BenchResult } from '../../src/bench/result.ts';
import { MEASURED_COSTS } from '../../src/estimate/measuredCosts.ts';

const root = mkdtempSync(join(tmpdir(), 'marsdisk-model-'));
mkdirSync(dirname(join(root, MODEL_FILE)), { recursive: true });
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each(['AMD EPYC', "Intel(R) Xeon(R) of somebody's"])(
  'the costs found on "%s" are kept as source that reads back, formatted',
  async (processor) => {
    const result = {
      machine: { processor, cores: 2, node: '24.21.0' },
      startedAt: '2026-11-26T12:00:00Z',
      commit: '0123456789abcdef',
      config: 'configs/solid.yml',
      rounds: 8,
    } as BenchResult;
    const path = writeModel(root, result, MEASURED_COSTS);
    const text = readFileSync(path, 'utf8');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    const kept = await import(/* @vite-ignore */ `${pathToFileURL(path)}?${processor.length}`);
    expect(kept.MEASURED_COSTS).toEqual(MEASURED_COSTS);
    expect(kept.MEASURED_ON).toBe(
      `${processor.replaceAll("'", '')}, 2 cores, Node 24.21.0, 2026-11-26, commit 0123456789ab`,
    );
  },
);
