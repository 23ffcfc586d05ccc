import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { queryTable } from '../../src/index.ts';
import { type PlotData, readPlotData } from '../../src/plot/plotData.ts';
import { temporaryFolder } from '../runFolder.ts';
import { runSmall } from '../table/smallRun.ts';

const folder = temporaryFolder();
let data: PlotData;

// Some rings of thin dust reach their optical depth limit and stop.
beforeAll(async () => {
  await runSmall(
    folder,
    ['geometry.Nr=4', 'optical_depth.tau_stop=4e-4', 'supply.const.mu_orbit10pct=60'],
    'tests/scenarios/bases/thin-dust.yml',
  );
  data = await readPlotData(folder);
});

describe('the history of a run in which cells stop', () => {
  const summary = () =>
    JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Record<string, number>;

  it('ends with the losses and the stopped cells of the summary', () => {
    const { curves, stoppedCells, cellCount } = data.history;
    expect(curves.lostByBlowout.at(-1)! / summary()['M_out_cum']!).toBeCloseTo(1, 12);
    expect(stoppedCells).toBe(summary()['cells_stopped']);
    expect(stoppedCells).toBeGreaterThan(0);
    expect(stoppedCells).toBeLessThan(cellCount);
  });

  it('has a loss rate that adds up to the mass lost, since stopped cells count as nothing', async () => {
    const { times, curves } = data.history;
    let lost = 0;
    let before = 0;
    times.forEach((time, t) => {
      lost += curves.blowoutRate[t]! * (time - before);
      before = time;
    });
    expect(lost / curves.lostByBlowout.at(-1)!).toBeCloseTo(1, 10);
  });

  it('marks the cells on the map from their stop on', async () => {
    const { maps, times } = data.history;
    expect(maps.states).toEqual(['solid', 'stopped']);
    const stopped = await queryTable({
      directory: folder,
      columns: ['cell_index', 'cell_stop_time'],
      where: 'not cell_active',
    });
    const [cell, stop] = stopped.columns.map(({ data: column }) => column.values as Float64Array);
    const stopOf = new Map(Array.from(cell!, (index, row) => [index, stop![row]!]));
    times.forEach((time, t) => {
      for (const c of maps.cells)
        expect(maps.states[maps.state[t * maps.cells.length + c]!]).toBe(
          time >= (stopOf.get(c) ?? Number.POSITIVE_INFINITY) ? 'stopped' : 'solid',
        );
    });
  });

  it('shows no size distribution of a stopped cell', () => {
    const { sigma, sizes, cells } = data.psd!;
    const last = sigma.subarray(sigma.length - cells.length * sizes.length);
    const gone = Array.from(cells, (_, c) => Number.isNaN(last[c * sizes.length]));
    expect(gone.filter(Boolean)).toHaveLength(data.history.stoppedCells);
  });

  it('leaves nothing out of a short run and says nothing', () => {
    expect(data.history.times.length).toBe(data.history.recordedTimes);
    expect(data.cautions).toEqual([]);
    expect(data.remarks).toEqual([]);
  });
});
