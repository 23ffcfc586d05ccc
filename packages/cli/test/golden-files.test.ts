import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseConfig } from '@marsdisk/config';
import { createPlainEngine } from '@marsdisk/core';
import { executeRun } from '@marsdisk/harness';
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { deviations, GOLDEN, readGolden, withNumbers } from '../../../tests/support/golden.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'marsdisk-golden-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const RUNS = readdirSync(join(GOLDEN, 'runs')).filter((name) =>
  existsSync(join(GOLDEN, 'runs', name, 'summary.json')),
);

async function runGolden(name: string): Promise<string> {
  const outdir = join(FOLDER, name);
  const { config } = readGolden('runs', name, 'config.json');
  await executeRun({
    source: parseConfig({ ...config, io: { ...config.io, outdir } }),
    engine: createPlainEngine,
    environment: {},
    flags: { quiet: false },
    workingDirectory: GOLDEN,
  });
  return outdir;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

async function describeParquet(file: string) {
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file));
  const groups = metadata.row_groups;
  return {
    rows: Number(metadata.num_rows),
    row_groups: groups.length,
    columns: metadata.schema[0].num_children,
    compression: groups[0].columns[0].meta_data?.codec,
  };
}

/** The numbers of a JSON text by path: whether they are written as integers. */
function numberForms(text: string): Map<string, string> {
  const forms = new Map<string, string>();
  const collect = (value: unknown, path: string): void => {
    if (value === 'written as integer' || value === 'written as double')
      forms.set(path, String(value));
    else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) collect(inner, `${path}.${key}`);
  };
  const marked = text.replace(/(?<=[:[,]\s*)-?\d[\d.e+-]*(?=\s*[,}\]])/g, (number) =>
    /^-?\d+$/.test(number) ? '"written as integer"' : '"written as double"',
  );
  collect(JSON.parse(marked), '');
  return forms;
}

describe.each(RUNS)('the files of the golden run %s', async (name) => {
  const outdir = await runGolden(name);
  const golden = join(GOLDEN, 'runs', name);
  const read = (file: string) => readFileSync(join(outdir, file), 'utf8');

  it('have the names, rows, row groups, columns and codecs of the reference', async () => {
    const expected = readGolden('runs', name, 'files.json') as { path: string }[];
    expect(filesIn(outdir)).toEqual(expected.map(({ path }) => path).sort());
    for (const { path, ...facts } of expected) {
      if (path.endsWith('.csv')) {
        expect({ path, lines: read(path).split('\n').length - 1 }).toEqual({ path, ...facts });
      } else if (path.endsWith('.parquet'))
        expect({ path, ...(await describeParquet(join(outdir, path))) }).toEqual({
          path,
          ...facts,
        });
    }
  });

  it('have a run_config.json that says the same', () => {
    const { external_files: files, ...expected } = withNumbers(
      readGolden('runs', name, 'run_config.json'),
    );
    const actual = JSON.parse(read('run_config.json').replaceAll(outdirInJson(outdir), 'out'));
    expect(deviations(actual, expected, { rtol: 1e-10 })).toEqual([]);
    for (const { sha256, size_bytes } of files)
      expect(actual.external_files).toContainEqual(expect.objectContaining({ sha256, size_bytes }));
  });

  it.each(['summary.json', 'run_config.json'])(
    'write the numbers of %s in the same form',
    (file) => {
      const expected = numberForms(readFileSync(join(golden, file), 'utf8'));
      const actual = numberForms(read(file));
      const wrong = [...expected].filter(([path, form]) => (actual.get(path) ?? form) !== form);
      expect(wrong).toEqual([]);
      expect(actual.size).toBeGreaterThan(30);
    },
  );
});

function outdirInJson(outdir: string): string {
  return JSON.stringify(outdir).slice(1, -1);
}
