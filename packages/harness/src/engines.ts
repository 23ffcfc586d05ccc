import { suggestion } from '@marsdisk/config';
import { ConfigurationError, type EngineFactory } from '@marsdisk/core';
import { type EngineSpec, engineFactory, FLAG_NAMES, type FlagName } from '@marsdisk/fast';

/** Names of the engines. */
export const ENGINE_NAMES = ['core', 'fast'] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];

/** Words of `--cache` that are no names of flags. */
const CACHE_WORDS = ['all', 'off', 'shadow'] as const;

/** Whether an engine has flags. */
export function hasCaches(engine: string): boolean {
  return engine !== 'core';
}

/**
 * The engine that `--engine` and `--cache` ask for, as plain data.
 *
 * `--cache` is a list, separated by commas, of
 * - `all` (the default) or `off`: every optimisation, or none;
 * - names: these alone;
 * - names with a minus sign: all but these;
 * - `shadow`: every hit of a cache is computed again and compared.
 *
 * @param engine `core` or `fast`
 * @param cache null if the option is not given
 * @param guard whether cached values are guarded against writes and undeclared reads (tests, development; slow)
 * @throws ConfigurationError for an unknown name or a list that contradicts itself
 */
export function engineSpec(engine: string, cache: string | null = null, guard = false): EngineSpec {
  if (engine === 'core') {
    if (cache !== null && cache !== 'off')
      throw new ConfigurationError(
        `--cache: "${cache}"; the engine "core" has no caches, so it must be off or left out`,
      );
    return { engine };
  }
  if (engine !== 'fast')
    throw new ConfigurationError(
      `--engine: "${engine}"; it must be core or fast${suggestion(engine, ENGINE_NAMES)}`,
    );
  return { engine, ...cacheSelection(cache ?? 'all'), guard };
}

/** The factory of the engine that `engineSpec` describes. */
export function resolveEngine(engine: string, cache: string | null = null): EngineFactory {
  return engineFactory(engineSpec(engine, cache));
}

function cacheSelection(text: string): { flags: FlagName[]; shadow: boolean } {
  const refuse = (reason: string): ConfigurationError =>
    new ConfigurationError(`--cache: "${text}"; ${reason}`);
  const words = text.split(',').map((word) => word.trim());
  const wanted = new Set<FlagName>();
  const unwanted = new Set<FlagName>();
  for (const word of words) {
    if (word === '' || word === '-')
      throw refuse(
        'a name is empty; it must be all, off, shadow or names of optimisations, separated by commas',
      );
    if (isCacheWord(word)) continue;
    const isUnwanted = word.startsWith('-');
    const name = isUnwanted ? word.slice(1) : word;
    if (!isFlagName(name))
      throw refuse(
        `"${name}" is none of all, off, shadow, ${FLAG_NAMES.join(', ')}${suggestion(name, [...CACHE_WORDS, ...FLAG_NAMES])}`,
      );
    (isUnwanted ? unwanted : wanted).add(name);
  }
  const shadow = words.includes('shadow');
  if (words.includes('off')) {
    if (words.length > 1) throw refuse('"off" cannot be combined with anything');
    return { flags: [], shadow };
  }
  for (const name of wanted)
    if (unwanted.has(name)) throw refuse(`"${name}" is both switched on and off`);
  if (wanted.size > 0 && unwanted.size > 0)
    throw refuse('name either what is on or, with a minus sign, what is off, not both');
  if (wanted.size > 0 && words.includes('all')) throw refuse('"all" already contains every name');
  const isOn = (name: FlagName) => (wanted.size > 0 ? wanted.has(name) : !unwanted.has(name));
  return { flags: FLAG_NAMES.filter(isOn), shadow };
}

function isCacheWord(word: string): boolean {
  return (CACHE_WORDS as readonly string[]).includes(word);
}

function isFlagName(name: string): name is FlagName {
  return (FLAG_NAMES as readonly string[]).includes(name);
}
