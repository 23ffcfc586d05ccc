import { ConfigurationError } from '@marsdisk/core';
import { FLAG_NAMES } from '@marsdisk/fast';
import { describe, expect, it } from 'vitest';
import { engineSpec } from '../src/engines.ts';

describe('--engine and --cache', () => {
  const fast = (flags: readonly string[], shadow = false) => ({
    engine: 'fast',
    flags,
    shadow,
    guard: false,
  });

  it.each([
    [null, fast(FLAG_NAMES)],
    ['all', fast(FLAG_NAMES)],
    ['off', fast([])],
    ['shadow', fast(FLAG_NAMES, true)],
    ['weights, qstar', fast(['weights', 'qstar'])],
    ['qstar,shadow', fast(['qstar'], true)],
    ['-opacity', fast(FLAG_NAMES.filter((name) => name !== 'opacity'))],
    ['all,-opacity', fast(FLAG_NAMES.filter((name) => name !== 'opacity'))],
  ])('--cache %s', (cache, expected) => {
    expect(engineSpec('fast', cache)).toEqual(expected);
  });

  it.each([
    ['off,qstar', '"off" cannot be combined'],
    ['shadow,off', '"off" cannot be combined'],
    ['qstar,-qstar', '"qstar" is both switched on and off'],
    ['weights,-qstar', 'not both'],
    ['all,qstar', '"all" already contains every name'],
    ['wieghts', 'did you mean "weights"?'],
    ['-al', 'is none of all, off, shadow, weights'],
    ['', '""; a name is empty; it must be all, off, shadow or names'],
    ['weights,', 'a name is empty'],
    ['weights,,qstar', 'a name is empty'],
    ['-', 'a name is empty'],
  ])('--cache "%s" is refused', (cache, message) => {
    expect(() => engineSpec('fast', cache)).toThrow(ConfigurationError);
    expect(() => engineSpec('fast', cache)).toThrow(message);
  });

  it('the plain engine has no caches to choose from', () => {
    expect(engineSpec('core')).toEqual({ engine: 'core' });
    expect(engineSpec('core', 'off')).toEqual({ engine: 'core' });
    expect(() => engineSpec('core', 'all')).toThrow('the engine "core" has no caches');
    expect(() => engineSpec('fats')).toThrow('did you mean "fast"?');
  });
});
