import { describe, expect, it } from 'vitest';
import { ENVIRONMENT_VARIABLES, environmentWarnings, resolveCellParallel } from '../src/index.ts';

describe('a variable that is not what it should be', () => {
  const machine = { platform: 'linux', logicalCores: 4 };

  it.each(['0', '-1', '2.5', 'abc'])(
    'MARSDISK_CELL_JOBS=%s counts as 1, with a warning',
    (jobs) => {
      const env = { MARSDISK_CELL_JOBS: jobs };
      expect(environmentWarnings(env)).toEqual([
        `MARSDISK_CELL_JOBS="${jobs}": it must be a whole number of at least 1; 1 is taken`,
      ]);
      expect(resolveCellParallel(env, 8, machine).jobs_requested).toBe(1);
    },
  );

  it('is named with the number that is taken instead', () => {
    const env = { MARSDISK_CELL_MIN_CELLS: 'few', MARSDISK_CELL_MIN_CELLS_PER_JOB: '0' };
    expect(environmentWarnings(env)).toEqual([
      'MARSDISK_CELL_MIN_CELLS="few": it must be a whole number of at least 1; 4 is taken',
      'MARSDISK_CELL_MIN_CELLS_PER_JOB="0": it must be a whole number of at least 1; 1 is taken',
    ]);
    expect(resolveCellParallel(env, 8, machine)).toMatchObject({
      min_cells: 4,
      min_cells_per_job: 1,
    });
  });

  it.each([
    ['MARSDISK_CELL_CHUNK_SIZE', '1.5', /a whole number; 0 is taken$/],
    ['MARSDISK_CELL_PARALLEL', 'maybe', /^MARSDISK_CELL_PARALLEL="maybe": .*yes.*no.*ignored$/],
    ['MARSDISK_DISABLE_COLLISION_CACHE', ' 1', /1, true, yes, on, without blanks; it is ignored$/],
    ['MARSDISK_DISABLE_COLLISION_CACHE', 'enabled', /it is ignored$/],
  ])('%s=%s is ignored, with a warning', (name, value, message) => {
    expect(environmentWarnings({ [name]: value })).toEqual([expect.stringMatching(message)]);
  });
});

it('no variable gets a warning when it is empty or as it should be', () => {
  const values = { flag: 'Off', switch: 'TRUE', count: ' 3 ', text: 'many' };
  for (const { name, kind } of ENVIRONMENT_VARIABLES)
    expect(environmentWarnings({ [name]: values[kind] })).toEqual([]);
  for (const { name } of ENVIRONMENT_VARIABLES)
    expect(environmentWarnings({ [name]: ' ' })).toEqual([]);
  const others = {
    MARSDISK_CELL_CHUNK_SIZE: '-1',
    MARSDISK_DISABLE_COLLISION_CACHE: 'off',
    HOME: '?',
  };
  expect(environmentWarnings(others)).toEqual([]);
});
