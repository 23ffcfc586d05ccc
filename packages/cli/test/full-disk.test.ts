import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectOneLine, filesBelow, marsdisk, runRecord, temporaryFolder } from './marsdisk.ts';

const { path } = temporaryFolder('full-disk');

describe.runIf(process.platform !== 'win32')('a full disk', () => {
  it('ends a run with the name of the file, and leaves nothing half written', async () => {
    const outdir = path('full');
    // 64 blocks of 512 bytes a file; the signal that would end the process is ignored, so that writing fails instead.
    const limit = ['sh', '-c', 'trap "" XFSZ; ulimit -f 64; exec "$0" "$@"'];
    const finished = await marsdisk(
      ['run', 'configs/small.yml', '--override', `io.outdir=${outdir}`],
      {
        through: limit,
      },
    );
    const line = expectOneLine(finished);
    expect(line).toContain(`cannot write ${outdir}`);
    expect(line).toMatch(/the file would exceed the largest size.*\(EFBIG\)$/);
    // What was booked stays readable, but not under the name of a complete file.
    const files = filesBelow(outdir).filter(
      (file) => !/run_config|_chunk_\d+_\d+\.parquet$/.test(file),
    );
    expect(files.map((file) => file.replace(/\.tmp-[0-9a-f]+$/, '.tmp'))).toEqual([
      'checks/mass_budget.csv.tmp',
      'checks/mass_budget_cells.csv.tmp',
    ]);
    for (const file of files) expect(readFileSync(`${outdir}/${file}`, 'utf8')).toMatch(/\n$/);
    expect(runRecord(outdir)).toMatchObject({ status: 'failed', steps_done: 106 });
  });
});
