import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createParquetFile, readSeries, type SeriesPiece, scanSeries } from '../src/index.ts';
import { randomChunk, TABLE } from './support/random-tables.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const NAMES = TABLE.columns.map(({ name }) => name);

async function pieces(...args: Parameters<typeof scanSeries>): Promise<SeriesPiece[]> {
  const found: SeriesPiece[] = [];
  for await (const piece of scanSeries(...args)) found.push(piece);
  return found;
}

describe('a scan of a Parquet file', () => {
  test('gives, row group by row group, what the file holds as a whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomChunk(30), { minLength: 1, maxLength: 4 }),
        async (chunks) => {
          const path = join(folder, 'scanned.parquet');
          const file = createParquetFile(path, TABLE, { compression: 'snappy' });
          for (const chunk of chunks) file.writeRowGroup(chunk);
          file.close();
          const whole = await readSeries(path);
          const found = await pieces(path, NAMES);
          expect(found.map(({ rowCount }) => rowCount)).toEqual(whole.rowGroups);
          for (const { rowStart, rowCount, columns } of found) {
            expect([...columns.keys()]).toEqual([...whole.columns.keys()]);
            for (const [name, { kind, values }] of columns) {
              const all = whole.columns.get(name)!;
              expect(kind).toBe(all.kind);
              expect(values).toEqual(all.values.slice(rowStart, rowStart + rowCount));
            }
          }
          const last = whole.rowCount - 1;
          const wanted = await pieces(path, ['time'], (start, count) => start + count > last);
          expect(wanted).toEqual(
            found.slice(-1).map((piece) => ({
              ...piece,
              columns: new Map([['time', piece.columns.get('time')]]),
            })),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  test('names a file that is not there', async () => {
    await expect(pieces(join(folder, 'none.parquet'), NAMES)).rejects.toThrow('none.parquet');
  });
});
