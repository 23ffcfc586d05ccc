import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const NUMBER = /\bE\.\d{3}[a-z]?\b/g;
const rows = readFileSync(join(ROOT, 'docs', 'equations.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| E.'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
const listed = rows.flatMap((row) => row[1]!.match(NUMBER) ?? []);

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|md)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Every number that code or documents cite, with a file that does. */
const cited = new Map(
  readdirSync(join(ROOT, 'packages'))
    .flatMap((name) => ['src', 'assembly'].map((part) => join(ROOT, 'packages', name, part)))
    .concat(join(ROOT, 'docs'))
    .filter(existsSync)
    .flatMap(sources)
    .filter((file) => !file.endsWith('equations.md'))
    .flatMap((file) =>
      (readFileSync(file, 'utf8').match(NUMBER) ?? []).map((number) => [number, file]),
    ),
);

describe('docs/equations.md', () => {
  it('has every equation that is cited', () => {
    const missing = [...cited].filter(([number]) => !listed.includes(number!));
    expect(missing).toEqual([]);
    expect(cited.size).toBeGreaterThan(25);
  });

  it('has no equation that nobody cites, and none twice', () => {
    expect(listed.filter((number) => !cited.has(number))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each(rows.map((row) => [row[1], row] as const))('%s has a formula and files', (_, row) => {
    const [, , quantity, formula, , files] = row;
    expect(row).toHaveLength(7);
    expect(quantity!.length * formula!.length).toBeGreaterThan(0);
    const paths = files!.match(/(?<=`)[^`, ]+(?=`)/g) ?? [];
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const text = paths.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
    const numbers = row[1]!.match(NUMBER) ?? [];
    // "E.012–E.014" names what lies between, too.
    expect(numbers.filter((number) => !text.includes(number))).toEqual([]);
  });
});
