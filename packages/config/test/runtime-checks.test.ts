import { describe, expect, it } from 'vitest';
import { readGolden } from '../../../tests/support/golden.ts';
import { parseConfig, parseOverrideValue } from '../src/index.ts';
import { problemPaths } from './support.ts';

const base = readGolden('config', 'base.json').input;

/** Deviation "finite numbers only": these overrides are refused on loading instead of by the run. */
function nonFinitePath(override: string): string | null {
  const [path, text] = [
    override.slice(0, override.indexOf('=')),
    override.slice(override.indexOf('=') + 1),
  ];
  const value = parseOverrideValue(text);
  const entries =
    typeof value === 'object' && value !== null ? Object.entries(value).flat(2) : [value];
  const isBad = entries.some(
    (item) =>
      item === 'nan' || item === 'inf' || (typeof item === 'number' && !Number.isFinite(item)),
  );
  return isBad ? path : null;
}

describe('what only the run can check', () => {
  for (const { in: given, out } of readGolden('config', 'functions', 'runtime_checks_1d.json')
    .cases) {
    const broken = given.overrides
      .map(nonFinitePath)
      .filter((path: string | null) => path !== null);
    it(`${given.overrides.join(' ') || 'nothing'} (${out.error ?? 'runs'}) ${broken.length > 0 ? 'is refused' : 'loads'}`, () => {
      expect(problemPaths(() => parseConfig(base, { overrides: given.overrides }))).toEqual(broken);
    });
  }
});
