import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, FileError } from '@marsdisk/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGolden, withNumbers } from '../../../tests/support/golden.ts';
import {
  explain,
  fields,
  loadConfig,
  locateInput,
  nearestName,
  parseConfig,
} from '../src/index.ts';
import { toPath } from '../src/resolve/convert.ts';
import { patched, problemPaths, withValue } from './support.ts';

const minimal = withNumbers(readGolden('config', 'ok-minimal-1d.json').input);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'marsdisk-load-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The message of the error that `action` throws. */
function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return '(no error)';
}

describe('a configuration file', () => {
  it('that is missing is named', () => {
    const path = join(folder, 'none.yml');
    expect(() => loadConfig({ path })).toThrow(FileError);
    expect(messageOf(() => loadConfig({ path }))).toBe(`${path}: no such file`);
  });

  it('that is a folder, too large or no text is refused', () => {
    expect(messageOf(() => loadConfig({ path: folder }))).toBe(
      `${folder}: is a folder, not a file`,
    );
    const large = written('large.yml', `# ${'x'.repeat(1024 * 1024)}`);
    expect(messageOf(() => loadConfig({ path: large }))).toMatch(/at most 1048576 are read$/);
    const binary = written('binary.yml', new Uint8Array([0x61, 0x3a, 0xff, 0xfe]));
    expect(messageOf(() => loadConfig({ path: binary }))).toMatch(/is not UTF-8 text$/);
  });

  it('that is no mapping of sections is refused', () => {
    for (const text of ['', '- 1\n', 'hello\n', '1: x\n'])
      expect(() => loadConfig({ path: written('root.yml', text) })).toThrow(ConfigurationError);
  });

  it('with several mistakes lists all of them, one per line, each with file, path, value and rule', () => {
    const document = patched(minimal, {
      sizes: { n_bins: 0, s_min: -1 },
      geometry: { mode: '2D' },
      supply: { injection: { mode: 'min_bim' } },
    });
    const path = written('wrong.yml', JSON.stringify(document));
    expect(
      messageOf(() => loadConfig({ path }))
        .split('\n')
        .sort(),
    ).toEqual([
      `${path}: geometry.mode = "2D": must be one of "0D", "1D", did you mean "0D"?`,
      `${path}: sizes.n_bins = 0: must be a whole number ≥ 1`,
      `${path}: sizes.s_min = -1: must be a finite number > 0 [m]`,
      `${path}: supply.injection.mode = "min_bim": must be one of "min_bin", "powerlaw_bins", "initial_psd", did you mean "min_bin"?`,
    ]);
  });

  it('applies override files before overrides', () => {
    const path = written('good.yml', JSON.stringify(minimal));
    const file = written('a.override', '# bins\nsizes.n_bins=7\npsd.alpha=1.5 # slope\n');
    const loaded = loadConfig({ path, overrideFiles: [file], overrides: ['sizes.n_bins=9'] });
    expect(loaded.config.sizes.n_bins).toBe(9);
    expect(loaded.config.psd.alpha).toBe(1.5);
    expect(loaded.appliedOverrides).toEqual(['sizes.n_bins=7', 'psd.alpha=1.5', 'sizes.n_bins=9']);
    expect(loaded.sourcePath).toBe(path);
  });

  it('keeps an anchor shared, so that an override shows under every alias', () => {
    const yaml = JSON.stringify(minimal).replace(
      /}$/,
      ', "_a": &p {"q": 3}, "supply": {"injection": *p}}',
    );
    const { config } = loadConfig({ path: written('alias.yml', yaml), overrides: ['_a.q=2'] });
    expect(config.supply.injection.q).toBe(2);
  });
});

it('an override of the physics block as a whole is refused, because it would lose against the sections', () => {
  expect(() => parseConfig(minimal, { overrides: ['physics={mode: full}'] })).toThrow(
    ConfigurationError,
  );
});

describe('an unknown key', () => {
  const document = patched(minimal, { sizes: { n_bin: 3 }, _note: { any: 'thing' }, blow_out: {} });

  it('warns with its path and the nearest known name', () => {
    const { warnings } = parseConfig(document);
    expect(warnings.map(({ message }) => message)).toEqual([
      'blow_out is not a known key, did you mean "blowout"?',
      'sizes.n_bin is not a known key, did you mean "n_bins"?',
    ]);
  });

  it('is an error when strict', () => {
    expect(problemPaths(() => parseConfig(document, { strict: true }))).toEqual([
      'blow_out',
      'sizes.n_bin',
    ]);
  });
});

it('both durations together warn', () => {
  const { warnings } = parseConfig(minimal, {
    overrides: ['numerics.t_end_years=1', 'numerics.t_end_orbits=3'],
  });
  expect(warnings.map(({ message }) => message)).toEqual([
    'numerics.t_end_orbits = 3 wins over numerics.t_end_years = 1, give only one',
  ]);
});

it('a number of any field must be finite', () => {
  const numeric = [...fields()].filter(
    ([path, field]) =>
      field.type === 'number' &&
      !path.includes('.N.') &&
      !/^(disk|inner_disk_mass|radiation|shielding)\./.test(path),
  );
  expect(numeric.length).toBeGreaterThan(80);
  for (const [path] of numeric)
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(
        problemPaths(() => parseConfig(withValue(minimal, path, value))),
        path,
      ).toEqual([path]);
  const free = withValue(minimal, 'tables', { a: [1, { b: Number.NaN }] });
  expect(problemPaths(() => parseConfig(free))).toEqual(['tables.a.1.b']);
});

describe('resolving', () => {
  it('leaves the document as it was', () => {
    const document = structuredClone(minimal);
    parseConfig(document, { overrides: ['sizes.n_bins=3', 'physics.mode=full'] });
    expect(document).toEqual(minimal);
  });

  it('gives every configuration defaults of its own', () => {
    const [one, other] = [minimal, minimal].map((document) => parseConfig(document).config);
    expect(one!.sinks.sub_params.valid_K).toEqual(other!.sinks.sub_params.valid_K);
    expect(one!.sinks.sub_params.valid_K).not.toBe(other!.sinks.sub_params.valid_K);
  });

  it('twice gives the same again, whatever valid values are given', () => {
    const choices = [...fields()].flatMap(([path, field]) =>
      field.enum && !path.includes('.N.') ? field.enum.map((word) => [path, word] as const) : [],
    );
    fc.assert(
      fc.property(
        fc.subarray(choices, { maxLength: 8 }),
        fc.double({ min: 0, max: 90, noNaN: true }),
        fc.boolean(),
        (words, i0, isDegrees) => {
          let document = patched(minimal, {
            dynamics: { i0, i0_unit: isDegrees ? 'deg' : 'rad' },
            io: { columnar_records: isDegrees },
            supply: { injection: { deep_reservoir_tmix_orbits: i0 } },
            inner_disk_mass: { M_over_Mmars: i0 },
            disk: { geometry: { r_in_RM: 1, r_out_RM: 2 } },
          });
          for (const [path, word] of words) document = withValue(document, path, word);
          if (problemPaths(() => parseConfig(document)).length > 0) return;
          const once = parseConfig(document).config;
          expect(parseConfig(once).config).toEqual(once);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a path in the configuration', () => {
  it('in POSIX form stays in POSIX form and loses no segment', () => {
    const segment = fc.stringMatching(/^[a-z.~\\ ]{1,6}$/).filter((text) => text !== '.');
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (segments, isAbsolute) => {
          const path = (isAbsolute ? '/' : '') + segments.join('/');
          expect(toPath(path)).toBe(path);
          expect(toPath(`${path}//./`)).toBe(path);
        },
      ),
    );
  });

  it('is looked for in the working directory, then beside the configuration', () => {
    mkdirSync(join(folder, 'work'));
    mkdirSync(join(folder, 'configs'));
    const work = join(folder, 'work');
    const config = join(folder, 'configs', 'run.yml');
    const beside = written(join('configs', 'table.csv'), '');
    expect(locateInput('table.csv', config, work)).toBe(beside);
    const here = written(join('work', 'table.csv'), '');
    expect(locateInput('table.csv', config, work)).toBe(here);
    expect(locateInput('other.csv', config, work)).toBe(join(work, 'other.csv'));
    expect(locateInput('/abs.csv', config, work)).toBe('/abs.csv');
  });
});

describe('explaining a field', () => {
  it('gives type, default, unit, range, meaning and effect', () => {
    expect(explain('sizes.s_min')).toMatchObject({
      type: 'number',
      default: undefined,
      unit: 'm',
      range: '> 0',
      effect: 'both',
    });
    expect(explain('numerics.dt_init')).toMatchObject({ type: 'number or `auto`', default: 60000 });
    expect(explain('supply.piecewise.0.t_start_s').unit).toBe('s');
    expect(explain('supply.const').type).toBe('section');
  });

  it('names the nearest field for an unknown one', () => {
    expect(messageOf(() => explain('sizes.smin'))).toBe(
      '"sizes.smin" is not a known field, did you mean "sizes.s_min"?',
    );
    expect(messageOf(() => explain('suply'))).toMatch(/, did you mean "supply"\?$/);
    expect(messageOf(() => explain('n_bins'))).toMatch(/, did you mean "sizes\.n_bins"\?$/);
  });

  it('names what there is where nothing is near', () => {
    expect(messageOf(() => explain('sizes.colour'))).toMatch(
      /^"sizes\.colour" is not a known field; sizes has s_min, s_max, n_bins/,
    );
    for (const name of ['quantum', 'constructor', '__proto__', ''])
      expect(messageOf(() => explain(name))).toMatch(/^".*" is not a known field; there are /);
  });
});

describe('the nearest name', () => {
  const names = ['surface', 'smol', 'both', 'min_bin'];
  it('is the name itself, or one that differs by a slip', () => {
    expect(nearestName('smol', names)).toBe('smol');
    expect(nearestName('SMOL', names)).toBe('smol');
    expect(nearestName('sruface', names)).toBe('surface');
    expect(nearestName('quantum', names)).toBe(null);
    expect(nearestName('x', [])).toBe(null);
  });
});
