import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FLAG_NAMES } from '@marsdisk/fast';
import { listScenarios } from '@marsdisk/harness';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const rows = readFileSync(join(ROOT, 'docs', 'plan.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z]\d /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

const range = (letter: string, last: number) =>
  Array.from({ length: last }, (_, i) => `${letter}${i + 1}`);

describe('docs/plan.md', () => {
  it('traces every item of the plan', () => {
    expect(rows.map(([, item]) => item)).toEqual([
      ...range('A', 3),
      ...range('B', 7),
      ...range('C', 3),
      ...range('D', 4),
      ...range('E', 6),
      ...range('S', 9),
      ...range('V', 5),
      ...range('F', 1),
    ]);
  });

  it.each(rows.map((row) => [row[1], row] as const))(
    '%s names what exists, or says that it is open',
    (_item, row) => {
      const text = row.slice(2).join(' ');
      const named = [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
      const paths = named.filter((name) => /^(packages|profiles|tests|docs)\//.test(name));
      const missing = paths.filter((path) => !existsSync(join(ROOT, path)));
      if (!text.includes('**open**')) expect(missing).toEqual([]);
      expect(paths.length + Number(text.includes('**open**'))).toBeGreaterThan(0);
    },
  );

  it('names flags and scenarios that there are', () => {
    const flags = rows.flatMap((row) =>
      [...row[4].matchAll(/`([a-z]+)`/g)].map(([, name]) => name),
    );
    expect(flags.filter((flag) => !(FLAG_NAMES as readonly string[]).includes(flag))).toEqual([]);
    const scenarios = rows.flatMap((row) =>
      [...row.join(' ').matchAll(/scenario `([^`]+)`/g)].map(([, name]) => name),
    );
    const known = listScenarios(ROOT);
    expect(scenarios.filter((scenario) => !known.includes(scenario))).toEqual([]);
  });
});
