import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProfile, parseProfile, profileNames } from '../../src/profile/definition/load.ts';
import { variantsOf } from '../../src/profile/definition/variants.ts';
import { profileTool } from '../../src/profile/tools.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

const problemsOf = (document: unknown): string[] => {
  try {
    parseProfile(document, 'p.yml');
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
};

describe('the profiles of the repository', () => {
  it('are those of the plan and two more', () => {
    expect(profileNames(ROOT)).toEqual(['base', 'base-compute', 'base-full', 'small', 'solid']);
  });

  it.each(profileNames(ROOT))('%s is valid', (name) => {
    expect(loadProfile(name, ROOT)).toMatchObject({ name, profile: { repeats: 1, write: true } });
  });

  it('measure the short base run of the plan', () => {
    expect(loadProfile('base', ROOT).profile).toMatchObject({
      config: 'configs/base.yml',
      overrides: ['numerics.t_end_years=0.05', 'numerics.dt_init=5000'],
    });
  });
});

describe('a profile', () => {
  it('needs a configuration and nothing else', () => {
    expect(parseProfile({ config: 'c.yml' }, 'p.yml')).toMatchObject({
      engines: ['core'],
      caches: ['all'],
      measure: { steps: null, seconds: 5 },
      warm_up: { blocks: 4, tolerance_percent: 5 },
    });
  });

  it('says at which path it is wrong and what was meant', () => {
    expect(problemsOf({ config: 'c.yml', warm_up: { block: 3 } })).toEqual([
      'p.yml: warm_up.block: is not a key of a profile, did you mean "blocks"?',
    ]);
    expect(problemsOf({ config: 'c.yml', measure: { seconds: -1 } })).toEqual([
      'p.yml: measure.seconds = -1: must be >= 0',
    ]);
    expect(problemsOf({ config: 'c.yml', overrides: ['a.b'] })).toEqual([
      'p.yml: overrides.0 = "a.b": must be PATH=VALUE',
    ]);
    expect(problemsOf({})).toEqual(['p.yml: config: is missing']);
    expect(problemsOf(null)).toEqual(['p.yml: the file = null: must be object']);
  });

  it('is found by its nearest name', () => {
    expect(() => loadProfile('bass', ROOT)).toThrow('did you mean "base"?');
    expect(() => loadProfile('unlike anything', ROOT)).toThrow('there are base, base-compute');
    expect(() => loadProfile('missing.yml', ROOT)).toThrow(/missing\.yml: it does not exist/);
  });
});

describe('the variants of a profile', () => {
  const variants = (caches: string[]) =>
    variantsOf(['core', 'fast'], caches, (engine) => engine === 'fast', ['gain', 'qstar']).map(
      ({ label }) => label,
    );

  it('are one for an engine without caches and one for each set of caches', () => {
    expect(variants(['all', 'gain,qstar'])).toEqual(['core', 'fast', 'fast[gain,qstar]']);
  });

  it('can be every cache alone and every cache left out', () => {
    expect(variants(['each', 'left-out'])).toEqual([
      'core',
      'fast[gain]',
      'fast[qstar]',
      'fast[-gain]',
      'fast[-qstar]',
    ]);
  });
});

describe('a team of threads', () => {
  it('is part of the name of what is measured', () => {
    const variants = variantsOf(['core', 'fast'], ['all', 'off'], (name) => name === 'fast', [], 3);
    expect(variants.map(({ label, workers }) => `${label}: ${workers}`)).toEqual([
      'core, 3 workers: 3',
      'fast, 3 workers: 3',
      'fast[off], 3 workers: 3',
    ]);
  });

  it('has at least one', () => {
    expect(problemsOf({ config: 'c.yml', workers: 0 })).toEqual([
      'p.yml: workers = 0: must be >= 1',
    ]);
    expect(problemsOf({ config: 'c.yml', parity_steps: 0 })).toEqual([]);
  });
});

describe('a tool', () => {
  it('that nobody knows is refused with the nearest name', () => {
    expect(() => profileTool('clinc', ROOT)).toThrow('did you mean "clinic"?');
  });

  it('that is not installed says so', () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '';
    try {
      expect(profileTool('0x', '/')!.prepare('/tmp')).toEqual({
        missing: expect.stringContaining('0x is not installed'),
      });
    } finally {
      process.env['PATH'] = path;
    }
  });
});
